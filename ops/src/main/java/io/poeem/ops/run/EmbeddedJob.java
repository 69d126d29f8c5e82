package io.poeem.ops.run;

import io.poeem.job.FlinkSettings;
import io.poeem.job.PoeemJob;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.RuntimeOptions;
import io.poeem.ops.broker.Directories;
import io.poeem.ops.checkpoint.Checkpoints;
import io.poeem.ops.checkpoint.Location;
import io.poeem.ops.gauge.JobGauges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job in a Flink of its own inside this JVM: the real topology, RocksDB, checkpoints to a local directory.
 *
 * <p>Owns its temporary directory. Closing cancels a job that has not ended.
 */
public final class EmbeddedJob implements AutoCloseable {

    private static final long TICK_MS = 100;
    private static final long CANCEL_SECONDS = 30;

    private final JobClient client;
    private final CompletableFuture<JobExecutionResult> result;
    private final Path directory; // of this process, gone with it
    private long runningSince;
    private long endedAt;

    private EmbeddedJob(JobClient client, Path directory) {
        this.client = client;
        this.result = client.getJobExecutionResult();
        this.directory = directory;
    }

    /** Submits; what is set under {@code flink.} goes before what is set here. Checkpoints are gone afterwards. */
    public static EmbeddedJob start(JobOptions options) {
        Path directory = temporary();
        return start(options, directory, configuration(directory, directory.resolve("checkpoints")));
    }

    /**
     * As above, but checkpoints stay in a directory, and the newest one there is taken up.
     *
     * @throws IllegalArgumentException when Flink would take the directory for another
     */
    public static EmbeddedJob start(JobOptions options, Path state) {
        Path kept = state.toAbsolutePath().normalize();
        Location.of(kept); // refused before anything is made
        Path directory = temporary();
        Configuration flink = configuration(directory, kept);
        Checkpoints.newest(kept)
                .ifPresent(newest -> flink.set(StateRecoveryOptions.SAVEPOINT_PATH, Location.of(newest.path())));
        return start(options, directory, flink);
    }

    private static EmbeddedJob start(JobOptions options, Path directory, Configuration flink) {
        flink.addAll(options.flink());
        watch(flink);
        try {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
            PoeemJob.addTo(env, options);
            return new EmbeddedJob(env.executeAsync(options.get(RuntimeOptions.JOB_NAME)), directory);
        } catch (RuntimeException e) {
            Directories.delete(directory);
            throw e;
        } catch (Exception e) {
            Directories.delete(directory);
            throw new RunException("The job was not accepted: " + e.getMessage(), e);
        }
    }

    /** Adds the job's gauges to the reporters that are set; where none is named, Flink takes all that have a class. */
    private static void watch(Configuration flink) {
        flink.setString("metrics.reporter.gauges.factory.class", JobGauges.class.getName());
        String named = flink.getString("metrics.reporters", "");
        if (!named.isBlank()) {
            flink.setString("metrics.reporters", named + ",gauges");
        }
    }

    private static Configuration configuration(Path directory, Path checkpoints) {
        Configuration flink = FlinkSettings.embedded();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, Location.of(checkpoints));
        flink.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
        return flink;
    }

    /**
     * Waits for the job's end.
     *
     * @param tick called from time to time
     * @throws RunException when the job fails
     */
    public void await(Runnable tick) throws InterruptedException {
        while (true) {
            try {
                result.get(TICK_MS, TimeUnit.MILLISECONDS);
                endedAt = System.nanoTime();
                return;
            } catch (TimeoutException e) {
                noteRunning();
                tick.run();
            } catch (ExecutionException e) {
                throw new RunException("The job failed: " + rootMessage(e), e.getCause());
            }
        }
    }

    /** Whether its tasks were seen to run. */
    public boolean isRunning() {
        return runningSince != 0;
    }

    /** Wall-clock time that the job ran, from its tasks' start to its end. */
    public double seconds() {
        return runningSince == 0 ? 0 : (endedAt - runningSince) / 1e9;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // cancelling has to wait, also after Ctrl-C
        try {
            if (!result.isDone()) {
                client.cancel().get(CANCEL_SECONDS, TimeUnit.SECONDS);
                result.handle((ended, failure) -> null).get(CANCEL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            throw new RunException("The job could not be cancelled: " + e.getMessage(), e);
        } finally {
            Directories.delete(directory);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks whether its tasks run. */
    void noteRunning() throws InterruptedException {
        try {
            if (runningSince == 0 && client.getJobStatus().get(TICK_MS, TimeUnit.MILLISECONDS) == JobStatus.RUNNING) {
                runningSince = System.nanoTime();
            }
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            // asked again at the next tick; the job's end shows in its result
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("poeem-flink-");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for Flink", e);
        }
    }
}
