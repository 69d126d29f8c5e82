package io.poeem.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.event.ClosedRound;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.ModelRecord;
import io.poeem.schemas.Wire;
import io.poeem.train.merge.PayloadWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRecordsTest {

    private final ModelRecords records = new ModelRecords();

    static List<ModelEvent> events() {
        return List.of(
                new MergedBlock("run", 1_700_000_000_000L, 127, 1, new byte[] {1, 2}),
                new MergedBlock("run", 0, 0, 0, new byte[PayloadWriter.MOST_BYTES]),
                new RoundProgress("run", 5, Long.MAX_VALUE, List.of()),
                new RoundProgress("run", Long.MIN_VALUE, 99, List.of(new ClosedRound(0, 3), new ClosedRound(80, 1))),
                new RoundPace("run", Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsReadAgain(ModelEvent event) throws Exception {
        assertThat(records.decode(records.encode(event)))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 1_000})
    void aKindThatThisReleaseDoesNotKnowIsPassedOver(int kind) throws Exception {
        byte[] unknown =
                Wire.models(Limits.INDEX).encode(new ModelRecord("run", kind, 1L, 0, 0, ByteBuffer.allocate(0)));
        assertThat(records.decode(unknown)).isEmpty();
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 7, 9, 19, 21})
    void aProgressThatIsCutIsRefused(int bytes) {
        assertThatThrownBy(() -> records.decode(progress(bytes)))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContaining("bytes");
    }

    private static byte[] progress(int payloadBytes) {
        return Wire.models(Limits.INDEX)
                .encode(new ModelRecord("run", 2, 99L, 0, 0, ByteBuffer.allocate(payloadBytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "somebody else's record"})
    void whatSomebodyElseWroteIsPassedOverByTheSource(String text) throws Exception {
        assertThatThrownBy(() -> records.decode(text.getBytes())).isInstanceOf(MalformedRecord.class);
        ModelDecoder decoder = new ModelDecoder(true);
        decoder.open(null);
        List<ModelEvent> read = new ArrayList<>();
        decoder.deserialize(new ConsumerRecord<>("t", 0, 0, null, text.getBytes()), into(read));
        decoder.deserialize(new ConsumerRecord<>("t", 0, 1, null, null), into(read));
        assertThat(read).isEmpty();
        assertThat(decoder.ended()).isFalse();
        decoder.deserialize(
                new ConsumerRecord<>(
                        "t", 0, 2, null, records.encode(new RoundProgress("run", 5, Long.MAX_VALUE, List.of()))),
                into(read));
        assertThat(read).containsExactly(new RoundProgress("run", 5, Long.MAX_VALUE, List.of()));
        assertThat(decoder.ended()).isTrue();
    }

    /** It is of another job, or of this one when it was drained. */
    @Test
    void aJobWithoutAnEndDoesNotBelieveThatAllRoundsAreOver() {
        ModelDecoder decoder = new ModelDecoder(false);
        decoder.open(null);
        List<ModelEvent> read = new ArrayList<>();
        for (RoundProgress progress : List.of(
                new RoundProgress("run", 5, Long.MAX_VALUE, List.of()), new RoundProgress("run", 5, 99, List.of()))) {
            decoder.deserialize(new ConsumerRecord<>("t", 0, 0, null, records.encode(progress)), into(read));
        }
        assertThat(read).containsExactly(new RoundProgress("run", 5, 99, List.of()));
        assertThat(decoder.ended()).isFalse();
    }

    @ParameterizedTest(name = "round {0}, block {1}, sequence {2}")
    @CsvSource({"-1, 0, 0", "9223372036854770000, 0, 0", "0, -1, 0", "0, 128, 0", "0, 0, -1"})
    void aPlaceThatNoBlockCanHaveIsRefused(long round, int block, int sequence) {
        byte[] record = records.encode(new MergedBlock("run", round, block, sequence, new byte[1]));
        assertThatThrownBy(() -> records.decode(record))
                .isInstanceOf(MalformedRecord.class)
                .hasMessageContainingAll(String.valueOf(round), "block " + block, "sequence " + sequence);
    }

    private static Collector<ModelEvent> into(List<ModelEvent> read) {
        return new Collector<>() {
            @Override
            public void collect(ModelEvent event) {
                read.add(event);
            }

            @Override
            public void close() {}
        };
    }
}
