package io.poeem.ops.live;

import io.poeem.ops.evaluate.PublishTimes;
import io.poeem.schemas.PartitionOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Measures freshness: each click counts once, with the first served version whose offsets are beyond it. */
public final class FreshnessMeter {

    private FreshnessMeter() {}

    /**
     * @param topic of the clicks
     * @param published by partition
     * @param served in the order in which they were taken into service
     * @return empty when no click is known to be held by a version
     */
    public static Optional<Freshness> measure(String topic, Map<Integer, PublishTimes> published, List<Served> served) {
        Map<Integer, Integer> reached = new HashMap<>();
        LongStream.Builder waits = LongStream.builder();
        for (Served version : served) {
            for (PartitionOffset held : version.manifest().getOffsets()) {
                PublishTimes times = published.get(held.getPartition());
                if (times == null || !held.getTopic().equals(topic)) {
                    continue;
                }
                int at = reached.getOrDefault(held.getPartition(), 0);
                for (; at < times.size() && times.offset(at) < held.getOffset(); at++) {
                    waits.add(version.servedAt() - times.millis(at));
                }
                reached.put(held.getPartition(), at);
            }
        }
        long[] all = waits.build().toArray();
        return all.length == 0 ? Optional.empty() : Optional.of(Freshness.of(all));
    }
}
