package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedJobIT {

    @Test
    void nobodyOutsideThisMachineReachesAPortWhileItRuns() throws Exception {
        assumeTrue(ListeningSockets.known(), "only Linux tells which sockets a process holds");
        try (LocalBroker broker = LocalBroker.start();
                EmbeddedJob job = EmbeddedJob.start(JobOptions.of(
                        Map.of("kafka.bootstrap", broker.bootstrap(), "topics.create", "true", "topic.items", "")))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                job.noteRunning();
                return job.isRunning();
            });
            assertThat(ListeningSockets.all())
                    .as("two of the broker's, Flink's REST and its BlobServer at least")
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allMatch(ListeningSockets::isLoopback);
        }
    }
}
