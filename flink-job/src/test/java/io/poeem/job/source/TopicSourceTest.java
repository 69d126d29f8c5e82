package io.poeem.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.event.Decoded;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.Test;

class TopicSourceTest {

    /** With all splits paused nothing else wakes it; the consumer would come by only when its poll ends, seconds later. */
    @Test
    void aChangeOfThePaceWakesAReaderThatHasNothingToRead() throws Exception {
        HeldPace pace = new HeldPace();
        try (SourceReader<Decoded, KafkaPartitionSplit> reader = reader(pace)) {
            reader.start();
            assertThat(reader.pollNext(NOTHING_EMITTED)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
            assertThat(reader.isAvailable()).isNotDone();

            pace.changed.run();

            assertThat(reader.isAvailable()).isDone();
        }
    }

    private static SourceReader<Decoded, KafkaPartitionSplit> reader(Pace pace) {
        TopicSource source = new TopicSource(
                "clicks",
                Range.of(OptionalLong.empty(), Map.of(), Optional.empty()),
                Integer.MAX_VALUE,
                new Properties(),
                () -> record -> {
                    throw new AssertionError("nothing is read");
                },
                () -> pace);
        return source.createReader(new Subtask());
    }

    private static final class HeldPace implements Pace {

        private Runnable changed;

        @Override
        public void start(Runnable changed) {
            this.changed = changed;
        }

        @Override
        public long limit() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** The only subtask. */
    private static final class Subtask implements SourceReaderContext {

        @Override
        public SourceReaderMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
        }

        @Override
        public Configuration getConfiguration() {
            return new Configuration();
        }

        @Override
        public String getLocalHostName() {
            return "localhost";
        }

        @Override
        public int getIndexOfSubtask() {
            return 0;
        }

        @Override
        public int currentParallelism() {
            return 1;
        }

        @Override
        public void sendSplitRequest() {}

        @Override
        public void sendSourceEventToCoordinator(SourceEvent event) {}

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(TopicSourceTest.class.getClassLoader());
        }
    }

    private static final ReaderOutput<Decoded> NOTHING_EMITTED = new ReaderOutput<>() {
        @Override
        public void collect(Decoded record) {
            throw new AssertionError("nothing was read");
        }

        @Override
        public void collect(Decoded record, long timestamp) {
            throw new AssertionError("nothing was read");
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<Decoded> createOutputForSplit(String split) {
            throw new AssertionError("there is no split");
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    };
}
