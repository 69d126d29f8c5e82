package io.poeem.ops.cluster;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.OptionException;
import io.poeem.ops.checkpoint.Location;
import io.poeem.ops.run.Settings;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;

/** Hands the job's jar to the JobManager with Flink's own client, as {@code flink run -d} does. */
final class JobSubmission {

    private final ClusterDirectory directory;
    private final ClusterSpec spec;
    private final Client client;

    JobSubmission(ClusterDirectory directory, ClusterSpec spec) {
        this(directory, spec, new FlinkClient(directory, spec)::run);
    }

    JobSubmission(ClusterDirectory directory, ClusterSpec spec, Client client) {
        this.directory = directory;
        this.spec = spec;
        this.client = client;
    }

    /** Flink's, by its command line. */
    interface Client {
        void run(List<String> arguments) throws InterruptedException;
    }

    /** Ids are chosen here, so that they are known, and kept, before anybody else knows of the job. */
    static String newId() {
        return JobID.generate().toHexString();
    }

    /** A job's options as they will be; {@link io.poeem.job.options.OptionException} when they cannot be used. */
    JobOptions options(List<String> set) {
        Settings settings = settings(set);
        JobOptions options = settings.with(weak(settings), Map.of());
        checkpoints(options);
        return options;
    }

    /** Where the job's checkpoints are: the cluster's directory, unless the job names another. */
    Path checkpoints(JobRecord job) {
        return checkpoints(options(job.set()));
    }

    private Path checkpoints(JobOptions options) {
        String set = options.flink().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        if (set == null) {
            return spec.checkpoints();
        }
        return Location.local(set)
                .orElseThrow(() -> new OptionException("Option \"flink."
                        + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key() + "\" is " + set
                        + ": this cluster's supervisor looks for checkpoints on this machine. Set it to file:///… of letters,"
                        + " digits and .-_ alone, or leave it out."));
    }

    /**
     * Returns when the JobManager has taken it.
     *
     * @param from checkpoint or savepoint to go on from
     * @param claim whether it becomes the job's own, to be deleted when it is not needed any more
     * @throws ClusterException when it is not taken; the message says why
     */
    void submit(JobRecord job, Optional<String> from, boolean claim) throws InterruptedException {
        Path settings = directory.root().resolve("job.properties");
        write(job, settings);
        List<String> arguments = new ArrayList<>(List.of("run", "--detached", "--target", "remote"));
        arguments.add("-Drest.address=" + spec.host());
        arguments.add("-Drest.port=" + spec.restPort());
        arguments.add("-D" + PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID.key() + "=" + job.id());
        from.ifPresent(path ->
                arguments.addAll(List.of("--fromSavepoint", path, "--claimMode", claim ? "CLAIM" : "NO_CLAIM")));
        arguments.add(ClusterImage.job(directory.image()).toString());
        arguments.add("--config");
        arguments.add(settings.toString());
        client.run(arguments);
    }

    /** Not on the command line, which everybody on the machine can read. */
    private void write(JobRecord job, Path file) {
        Settings settings = settings(job.set());
        Properties all = new Properties();
        all.putAll(weak(settings));
        job.set().forEach(assignment -> {
            int equals = assignment.indexOf('=');
            all.setProperty(
                    assignment.substring(0, equals).trim(),
                    assignment.substring(equals + 1).trim());
        });
        try (Writer out = Files.newBufferedWriter(file)) {
            all.store(out, null);
        } catch (IOException e) {
            throw new ClusterException("Cannot write " + file + ": " + e, e);
        }
    }

    private static Settings settings(List<String> set) {
        return new Settings(Optional.empty(), set);
    }

    /** What is meant unless something else is set: this cluster's brokers, and topics that are made when missing. */
    private Map<String, String> weak(Settings settings) {
        Map<String, String> weak = new TreeMap<>(Map.of("topics.create", "true", "kafka.bootstrap", spec.bootstrap()));
        weak.keySet().removeAll(settings.given());
        return weak;
    }
}
