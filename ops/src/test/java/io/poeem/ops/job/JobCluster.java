package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.FlinkSettings;
import io.poeem.job.PoeemJob;
import io.poeem.job.options.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.awaitility.Awaitility;

/** A Flink with one TaskManager, which can be killed. */
final class JobCluster implements AutoCloseable {

    private static final long END_SECONDS = 120;

    private final MiniCluster cluster;
    private int killed; // those that were killed keep their numbers

    JobCluster() throws Exception {
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(FlinkSettings.embedded())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
        cluster.start();
    }

    JobID submit(JobOptions options) throws Exception {
        return submit(PoeemJob.prepare(options).getStreamGraph());
    }

    /** Goes on from a savepoint. */
    JobID submit(JobOptions options, String savepoint) throws Exception {
        StreamGraph graph = PoeemJob.prepare(options).getStreamGraph();
        graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
        return submit(graph);
    }

    private JobID submit(StreamGraph graph) throws Exception {
        return cluster.submitJob(graph).get(END_SECONDS, TimeUnit.SECONDS).getJobID();
    }

    /** Stops the job and returns where the savepoint is. */
    String stopWithSavepoint(JobID job, Path directory) throws Exception {
        String savepoint = cluster.stopWithSavepoint(
                        job, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
                .get(END_SECONDS, TimeUnit.SECONDS);
        await(job);
        return savepoint;
    }

    /** Waits for the job's end, which must be a good one; returns how often it was restarted. */
    int await(JobID job) throws Exception {
        JobResult result = cluster.requestJobResult(job).get(END_SECONDS, TimeUnit.SECONDS);
        assertThat(result.getSerializedThrowable().map(error -> error.getFullStringifiedStackTrace()))
                .as("error that ended the job")
                .isEmpty();
        assertThat(cluster.getJobStatus(job).get()).isEqualTo(JobStatus.FINISHED);
        return restarts(job);
    }

    /** Waits until so many more checkpoints are complete than there are now. */
    void awaitCheckpoints(JobID job, int more) throws Exception {
        long wanted = completed(job) + more;
        Awaitility.await()
                .atMost(Duration.ofSeconds(END_SECONDS))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> completed(job) >= wanted);
    }

    /** Kills the TaskManager, and starts another. */
    void killTaskManager() throws Exception {
        cluster.terminateTaskManager(killed++).get(END_SECONDS, TimeUnit.SECONDS);
        cluster.startTaskManager();
    }

    long completed(JobID job) throws Exception {
        CheckpointStatsSnapshot checkpoints = graph(job).getCheckpointStatsSnapshot();
        return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
    }

    long restored(JobID job) throws Exception {
        return graph(job).getCheckpointStatsSnapshot().getCounts().getNumberOfRestoredCheckpoints();
    }

    private int restarts(JobID job) throws Exception {
        int attempts = 0;
        for (AccessExecutionVertex vertex : graph(job).getAllExecutionVertices()) {
            attempts = Math.max(attempts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
        }
        return attempts;
    }

    private AccessExecutionGraph graph(JobID job) throws Exception {
        return cluster.getExecutionGraph(job).get(END_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
