package io.poeem.job.sequence;

import io.poeem.job.event.ShardEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Events that the watermark has not passed, in the order in which they came. */
final class Arrivals {

    private List<ShardEvent> waiting = new ArrayList<>();
    private List<ShardEvent> later = new ArrayList<>();

    Arrivals(Collection<ShardEvent> waiting) {
        this.waiting.addAll(waiting);
    }

    void add(ShardEvent event) {
        waiting.add(event);
    }

    /** Moves what the watermark passes to {@code passed}, in {@link ShardEvent#ORDER} behind what is there. */
    void pass(long watermark, List<ShardEvent> passed) {
        int from = passed.size();
        for (int i = 0, n = waiting.size(); i < n; i++) {
            ShardEvent event = waiting.get(i);
            (event.eventTime() <= watermark ? passed : later).add(event);
        }
        waiting.clear();
        List<ShardEvent> emptied = waiting;
        waiting = later;
        later = emptied;
        passed.subList(from, passed.size()).sort(ShardEvent.ORDER);
    }

    int size() {
        return waiting.size();
    }

    void forEach(Consumer<ShardEvent> visitor) {
        waiting.forEach(visitor);
    }
}
