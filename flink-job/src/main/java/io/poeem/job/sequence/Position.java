package io.poeem.job.sequence;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a sequence stands between two actions.
 *
 * @param published boundary of the last version that was due; {@code Long.MIN_VALUE} before the first
 * @param due boundary of the version that collects events now; {@link #NONE} if there were none since the last
 * @param clicks next offset of each partition of clicks
 * @param items next offset of each partition of the catalogue
 */
public record Position(long published, long due, SortedMap<Integer, Long> clicks, SortedMap<Integer, Long> items) {

    public static final long NONE = Long.MAX_VALUE;

    public Position {
        clicks = new TreeMap<>(clicks);
        items = new TreeMap<>(items);
    }

    public static Position start() {
        return new Position(Long.MIN_VALUE, NONE, new TreeMap<>(), new TreeMap<>());
    }
}
