package io.poeem.job.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.options.JobOptions;
import io.poeem.job.serial.OutputRecordSerializer;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.PartitionOffset;
import io.poeem.state.snapshot.Manifests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncerTest {

    private static final JobOptions OPTIONS = JobOptions.of(Map.of("shards", "3"));
    private static final byte[] CHUNK = {1, 2, 3};

    private OneInputStreamOperatorTestHarness<OutputRecord, OutputRecord> announcer;

    @BeforeEach
    void open() throws Exception {
        announcer = harness();
        announcer.open();
    }

    @AfterEach
    void close() throws Exception {
        announcer.close();
    }

    @Test
    void chunksPassAndTheManifestComesWhenAllPartsAreIn() throws Exception {
        send(chunk());
        send(part(1, 7, 3));
        send(part(2, 7, 4));
        assertThat(announcer.extractOutputValues()).hasSize(1);
        send(chunk());
        send(part(0, 7, 5));
        List<OutputRecord> out = announcer.extractOutputValues();
        assertThat(out).extracting(OutputRecord::topic).containsExactly("poeem.index", "poeem.index", "poeem.versions");
        assertThat(out.get(2).key()).isEqualTo("poeem".getBytes(StandardCharsets.UTF_8));
        IndexManifest whole = new Manifests().decode(out.get(2).value());
        assertThat(whole.getVersion()).isEqualTo(7);
        assertThat(whole.getChunks()).extracting(ChunkRef::getPart).containsExactly(0, 1, 2);
        assertThat(whole.getOffsets())
                .as("the largest of each partition")
                .containsExactly(
                        new PartitionOffset("poeem.clicks", 0, 12L), new PartitionOffset("poeem.clicks", 1, 5L));
        assertThat(whole.getPreviousSha256().remaining()).isZero();
    }

    @Test
    void inWhateverOrderThePartsComeTheManifestIsTheSame() throws Exception {
        for (int shard : new int[] {2, 0, 1}) {
            send(part(shard, 7, 3 + shard));
        }
        try (var other = harness()) {
            other.open();
            for (int shard : new int[] {0, 1, 2}) {
                other.processElement(new StreamRecord<>(part(shard, 7, 3 + shard)));
            }
            assertThat(other.extractOutputValues().get(0).value())
                    .isEqualTo(announcer.extractOutputValues().get(0).value());
        }
    }

    @Test
    void partsThatWaitAndTheChainOfManifestsOutliveARestore() throws Exception {
        for (int shard = 0; shard < 3; shard++) {
            send(part(shard, 7, 1));
        }
        byte[] first = announcer.extractOutputValues().get(0).value();
        send(part(2, 8, 1));
        send(part(0, 8, 1));
        OperatorSubtaskState state = announcer.snapshot(1, 1);
        announcer.close();
        announcer = harness();
        announcer.initializeState(state);
        announcer.open();
        assertThat(announcer.extractOutputValues()).isEmpty();
        send(part(1, 8, 1));
        IndexManifest second =
                new Manifests().decode(announcer.extractOutputValues().get(0).value());
        assertThat(second.getPreviousSha256()).isEqualTo(ByteBuffer.wrap(Manifests.sha256(first)));
    }

    @Test
    void partsOfDifferentVersionsAtOneBoundaryStopTheJob() throws Exception {
        send(part(0, 7, 1));
        send(part(1, 7, 1));
        OutputRecord other = part(2, 8, 1);
        OutputRecord atTheSameBoundary = new OutputRecord(other.topic(), other.key(), other.value(), 7_000);
        assertThatThrownBy(() -> send(atTheSameBoundary))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 7")
                .hasMessageContaining("8");
    }

    @Test
    void aPartThatStaysAloneStopsTheJobWhenTheNextVersionIsWhole() throws Exception {
        send(part(0, 7, 1));
        send(part(2, 7, 1));
        send(part(1, 8, 1));
        send(part(0, 8, 1));
        assertThatThrownBy(() -> send(part(2, 8, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("version at 8000", "at 7000", "[0, 2] of 3");
        assertThat(announcer.extractOutputValues()).isEmpty();
    }

    @ParameterizedTest(name = "part of shard {0}")
    @ValueSource(ints = {1, 3, -1})
    void aPartThatIsNobodysOrComesTwiceStopsTheJob(int shard) throws Exception {
        send(part(0, 7, 1));
        send(part(1, 7, 1));
        assertThatThrownBy(() -> send(part(shard, 7, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("shard " + shard, "0 to 2");
    }

    private void send(OutputRecord record) throws Exception {
        announcer.processElement(new StreamRecord<>(record, record.timestamp()));
    }

    private static OutputRecord chunk() {
        return new OutputRecord("poeem.index", new byte[] {9}, CHUNK, 7_000);
    }

    private static OutputRecord part(int shard, long version, int offset) {
        IndexManifest manifest = new IndexManifest(
                "poeem",
                version,
                version - 1,
                List.of(new ChunkRef(shard, 0, 3, 10, ByteBuffer.wrap(new byte[32]))),
                version * 1_000,
                List.of(
                        new PartitionOffset("poeem.clicks", 0, 10L + shard),
                        new PartitionOffset("poeem.clicks", 1, (long) offset)),
                ByteBuffer.wrap(new byte[32]),
                Map.of("items", 10L),
                Map.of("loss", 1.0),
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0));
        return new OutputRecord("poeem.versions", PartKey.of(shard), new Manifests().encode(manifest), version * 1_000);
    }

    private static OneInputStreamOperatorTestHarness<OutputRecord, OutputRecord> harness() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<OutputRecord, OutputRecord>(new Announcer(OPTIONS));
        harness.setup(new OutputRecordSerializer());
        return harness;
    }
}
