package io.poeem.job;

import io.poeem.job.options.JobOptions;
import io.poeem.job.preflight.Landscape;
import io.poeem.job.preflight.Preflight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The training job: from options to a running graph. */
public final class PoeemJob {

    private static final Logger LOG = LoggerFactory.getLogger(PoeemJob.class);

    private PoeemJob() {}

    /** Submits the job and waits for its end: for ever, unless {@code source.bounded}. */
    public static void run(JobOptions options) throws Exception {
        prepare(options).execute();
    }

    /**
     * Submits the job and returns at once. Within a cluster's client it runs there, otherwise in a Flink inside this JVM,
     * which ends with the job.
     *
     * @throws io.poeem.job.preflight.PreflightException if the brokers do not have or allow what the job needs
     */
    public static JobClient submit(JobOptions options) throws Exception {
        return prepare(options).executeAsync();
    }

    /** An environment that holds the whole job, ready to be executed wherever it belongs. */
    public static StreamExecutionEnvironment prepare(JobOptions options) {
        LOG.info("Options: {}", options);
        Landscape landscape = Preflight.run(options);
        StreamExecutionEnvironment env = environment(options);
        Topology.build(env, options, landscape);
        return env;
    }

    /**
     * Adds the job to an environment that somebody else made, such as a test's. Its configuration wins over none of what
     * the job needs.
     */
    public static void addTo(StreamExecutionEnvironment env, JobOptions options) {
        env.configure(FlinkSettings.of(options), PoeemJob.class.getClassLoader());
        Topology.build(env, options, Preflight.run(options));
    }

    private static StreamExecutionEnvironment environment(JobOptions options) {
        Configuration own = FlinkSettings.of(options);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(own);
        if (env instanceof LocalStreamEnvironment) {
            env = embedded(own);
        }
        env.configure(own, PoeemJob.class.getClassLoader());
        return env;
    }

    private static StreamExecutionEnvironment embedded(Configuration own) {
        Configuration settings = FlinkSettings.embedded();
        settings.addAll(own);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(settings);
        if (!own.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
            env.configure(temporaryCheckpoints(), PoeemJob.class.getClassLoader());
        }
        return env;
    }

    private static Configuration temporaryCheckpoints() {
        try {
            Path directory = Files.createTempDirectory("poeem-checkpoints-");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> FileUtils.deleteDirectoryQuietly(directory.toFile())));
            LOG.warn(
                    "Checkpoints go to {} and with this JVM. Set flink.execution.checkpointing.dir to keep them.",
                    directory);
            Configuration settings = new Configuration();
            settings.set(
                    CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                    directory.toUri().toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for checkpoints.", e);
        }
    }
}
