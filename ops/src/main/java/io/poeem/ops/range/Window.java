package io.poeem.ops.range;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What lies at or behind one place of a log and before another.
 *
 * @param from first record within; empty: the log's first
 * @param until first record behind; empty: none
 */
public record Window(Optional<Mark> from, Optional<Mark> until) {

    /** All of a log. */
    public static final Window ALL = new Window(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException when two times leave nothing between them */
    public Window {
        if (from.orElse(null) instanceof Mark.Time first
                && until.orElse(null) instanceof Mark.Time end
                && first.millis() >= end.millis()) {
            throw new IllegalArgumentException("There is nothing from " + first.text() + " until " + end.text()
                    + ": the first must be before the second");
        }
    }

    /**
     * @param time event time, ms since the epoch
     * @param partition of its topic; 0 in a file
     * @param offset in its partition; of a file, how many clicks stand before it
     */
    public boolean holds(long time, int partition, long offset) {
        return from.map(mark -> mark.isReached(time, partition, offset)).orElse(true)
                && !until.map(mark -> mark.isReached(time, partition, offset)).orElse(false);
    }

    /**
     * @param log what the window is of, as messages call it
     * @param partitions that it has; of a file 0
     * @throws IllegalArgumentException for offsets that do not name them all, and no other
     */
    public void requirePartitions(String log, Set<Integer> partitions) {
        Stream.of(from, until).flatMap(Optional::stream).forEach(mark -> {
            if (mark instanceof Mark.Offsets offsets
                    && !offsets.byPartition().keySet().equals(partitions)) {
                throw new IllegalArgumentException("\"" + mark.text() + "\" names the partitions "
                        + offsets.byPartition().keySet() + ", but " + log
                        + " has " + new TreeSet<>(partitions) + "; "
                        + (partitions.size() == 1 ? "write offset:N" : "name them all, as offset:0:N,1:M,…"));
            }
        });
    }

    public boolean isAll() {
        return from.isEmpty() && until.isEmpty();
    }

    /** For people: "from A until B". */
    @Override
    public String toString() {
        return from.map(mark -> "from " + mark.text()).orElse("from the beginning")
                + until.map(mark -> " until " + mark.text()).orElse(" to the end");
    }
}
