package io.poeem.job.announce;

import io.poeem.job.event.OutputRecord;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.serial.OutputRecordSerializer;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.MalformedRecord;
import io.poeem.state.snapshot.Manifests;
import io.poeem.state.snapshot.SnapshotException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Announces a version when all shards' parts of it are in. Chunks pass; each shard's manifest waits for the others, and then one
 * manifest of all goes out behind the chunks that it names, through the same sink and so in the same transaction or a later one.
 *
 * <p>Shards agree on which versions there are, and each sends its parts in the order of boundaries, over one channel, whose records are
 * in the state of neither side at a restore. So an earlier version is whole when a later one is; if it is not, or a part is nobody's or
 * comes twice, shards do not agree, and the job ends rather than leave a version out.
 *
 * <p>One subtask. State: the manifests that wait, and the hash of the last one announced.
 */
public final class Announcer extends AbstractStreamOperator<OutputRecord>
        implements OneInputStreamOperator<OutputRecord, OutputRecord> {

    private static final long serialVersionUID = 1;
    private static final String DISAGREE = "Shards disagree, which none should: start from an earlier checkpoint.";

    private final int shards;
    private final String versionsTopic;

    private transient ListState<OutputRecord> keptParts;
    private transient ListState<byte[]> keptPrevious;
    private transient Manifests manifests;
    /** By boundary, then by shard. */
    private transient TreeMap<Long, TreeMap<Integer, OutputRecord>> waiting;

    private transient byte[] previous;

    public Announcer(JobOptions options) {
        shards = options.get(ModelOptions.SHARDS);
        versionsTopic = options.topics().versions();
    }

    /** Its state: manifests that wait. The name is part of savepoints. */
    public static ListStateDescriptor<OutputRecord> parts() {
        return new ListStateDescriptor<>("parts", new OutputRecordSerializer());
    }

    /** Its state: the hash of the last manifest, alone; empty before the first. The name is part of savepoints. */
    public static ListStateDescriptor<byte[]> previousManifest() {
        return new ListStateDescriptor<>("previous-manifest", BytePrimitiveArraySerializer.INSTANCE);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        keptParts = context.getOperatorStateStore().getListState(parts());
        keptPrevious = context.getOperatorStateStore().getListState(previousManifest());
        manifests = new Manifests();
        waiting = new TreeMap<>();
        previous = new byte[0];
        keptParts.get().forEach(this::await);
        for (byte[] kept : keptPrevious.get()) {
            previous = kept;
        }
    }

    @Override
    public void processElement(StreamRecord<OutputRecord> element) throws Exception {
        OutputRecord record = element.getValue();
        if (!record.topic().equals(versionsTopic)) {
            output.collect(element);
            return;
        }
        TreeMap<Integer, OutputRecord> parts = await(record);
        if (parts.size() == shards) {
            requireFirst(record.timestamp());
            waiting.remove(record.timestamp());
            announce(List.copyOf(parts.values()));
        }
    }

    private TreeMap<Integer, OutputRecord> await(OutputRecord part) {
        int shard = PartKey.shard(part.key());
        TreeMap<Integer, OutputRecord> parts = waiting.computeIfAbsent(part.timestamp(), boundary -> new TreeMap<>());
        if (shard < 0 || shard >= shards || parts.put(shard, part) != null) {
            throw new IllegalStateException("A part of shard " + shard + " of the version at " + part.timestamp()
                    + ": one is expected of each of 0 to " + (shards - 1) + ", there are those of " + parts.keySet()
                    + ". " + DISAGREE);
        }
        return parts;
    }

    private void requireFirst(long boundary) {
        long first = waiting.firstKey();
        if (first < boundary) {
            throw new IllegalStateException("The version at " + boundary + " is whole, but of the one before it, at "
                    + first + ", there are only the parts of shards "
                    + waiting.get(first).keySet() + " of " + shards + ". " + DISAGREE);
        }
    }

    private void announce(List<OutputRecord> records) throws MalformedRecord, SnapshotException {
        List<IndexManifest> parts = new ArrayList<>();
        for (OutputRecord record : records) {
            parts.add(manifests.decode(record.value()));
        }
        byte[] manifest = manifests.encode(WholeManifest.of(parts, previous));
        previous = Manifests.sha256(manifest);
        byte[] key = parts.get(0).getIndex().getBytes(StandardCharsets.UTF_8);
        long boundary = records.get(0).timestamp();
        output.collect(new StreamRecord<>(new OutputRecord(versionsTopic, key, manifest, boundary), boundary));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<OutputRecord> parts = new ArrayList<>();
        waiting.values().forEach(version -> parts.addAll(version.values()));
        keptParts.update(parts);
        keptPrevious.update(List.of(previous));
    }
}
