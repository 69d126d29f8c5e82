package io.poeem.train;

import io.poeem.train.gate.HeldBack;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What has been counted since the stream's beginning. */
final class Counts {

    long clicks;
    long clamped;
    long examples;
    long batches;
    long skippedBatches;
    long catalogueEvents;
    final HeldBack heldBack = new HeldBack();

    void addTo(Map<String, Long> counts) {
        counts.put("clicks", clicks);
        counts.put("clamped", clamped);
        counts.put("examples", examples);
        counts.put("batches", batches);
        counts.put("skipped_batches", skippedBatches);
        counts.put("catalogue_events", catalogueEvents);
        heldBack.addTo(counts);
    }

    /**
     * Becomes one shard's part of what others counted: parts differ by one at most, and add up. Versions that were held back were
     * so in all shards.
     */
    void adopt(List<Counts> others, Sharing sharing) {
        for (Counts other : others) {
            clicks += other.clicks;
            clamped += other.clamped;
            examples += other.examples;
            batches += other.batches;
            skippedBatches += other.skippedBatches;
            catalogueEvents += other.catalogueEvents;
        }
        clicks = part(clicks, sharing);
        clamped = part(clamped, sharing);
        examples = part(examples, sharing);
        batches = part(batches, sharing);
        skippedBatches = part(skippedBatches, sharing);
        catalogueEvents = part(catalogueEvents, sharing);
        heldBack.adopt(others.get(0).heldBack);
    }

    private static long part(long all, Sharing sharing) {
        return all / sharing.shards() + (sharing.shard() < all % sharing.shards() ? 1 : 0);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(clicks);
        out.writeLong(clamped);
        out.writeLong(examples);
        out.writeLong(batches);
        out.writeLong(skippedBatches);
        out.writeLong(catalogueEvents);
        heldBack.write(out);
    }

    void read(DataInput in) throws IOException {
        clicks = in.readLong();
        clamped = in.readLong();
        examples = in.readLong();
        batches = in.readLong();
        skippedBatches = in.readLong();
        catalogueEvents = in.readLong();
        heldBack.read(in);
    }
}
