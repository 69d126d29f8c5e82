package io.poeem.ops.range;

import java.util.Optional;

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
