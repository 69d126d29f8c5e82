package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.OptionException;
import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSubmissionTest {

    private static final ClusterSpec SPEC = new ClusterSpec(
            1,
            1,
            "127.0.0.1",
            1,
            2,
            3,
            List.of(new BrokerNode(1, "127.0.0.1", 4, 5)),
            "id",
            Path.of("/checkpoints"),
            Path.of("/savepoints"),
            Map.of(),
            256);

    private final JobSubmission submission = new JobSubmission(new ClusterDirectory(Path.of("/none")), SPEC);

    private static JobRecord job(String... set) {
        return new JobRecord(
                Wanted.RUNNING, List.of(set), List.of("1"), Optional.empty(), Optional.empty(), List.of(), false, 0);
    }

    @Test
    void checkpointsAreWhereTheClusterOrTheJobHasThem() {
        assertThat(submission.checkpoints(job())).isEqualTo(Path.of("/checkpoints"));
        assertThat(submission.checkpoints(job("flink.execution.checkpointing.dir=file:///elsewhere")))
                .isEqualTo(Path.of("/elsewhere"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/checkpoints",
                "hdfs:///checkpoints",
                "checkpoints",
                "/checkpoints",
                "file:checkpoints",
                "file:///a%20b"
            })
    void placesWhereTheSupervisorCannotLookAreRefused(String place) {
        assertThatThrownBy(() -> submission.options(List.of("flink.execution.checkpointing.dir=" + place)))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll(place, "file:///");
    }
}
