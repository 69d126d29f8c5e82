package io.poeem.ops.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A place in a log: a time, or an offset in each partition. */
public sealed interface Mark {

    /** What a mark may look like, as messages and help say it. */
    String FORMS = "an instant such as 2013-03-01T00:00:00Z, milliseconds since 1970, or an offset:"
            + " offset:N of a file or of a topic's only partition, offset:0:N,1:M,… with all partitions";

    /** Whether a record lies at this place or behind it. */
    boolean isReached(long time, int partition, long offset);

    /** As it was written. */
    String text();

    /**
     * A time, ms since the epoch.
     *
     * @param text as it was written
     */
    record Time(String text, long millis) implements Mark {
        @Override
        public boolean isReached(long time, int partition, long offset) {
            return time >= millis;
        }
    }

    /**
     * Offsets by partition, of which {@link Window#requirePartitions} says whether they are the log's; of a partition that is
     * not named everything lies behind.
     *
     * @param text as it was written
     */
    record Offsets(String text, SortedMap<Integer, Long> byPartition) implements Mark {

        public Offsets {
            byPartition = Collections.unmodifiableSortedMap(new TreeMap<>(byPartition));
        }

        @Override
        public boolean isReached(long time, int partition, long offset) {
            Long at = byPartition.get(partition);
            return at == null || offset >= at;
        }
    }

    /** The place at an offset of the only partition. */
    static Mark offset(long offset) {
        return new Offsets("offset:" + offset, new TreeMap<>(java.util.Map.of(0, offset)));
    }

    /** @throws IllegalArgumentException naming what a mark may be */
    static Mark parse(String text) {
        if (text.startsWith("offset:")) {
            return offsets(text, text.substring("offset:".length()));
        }
        try {
            long millis = text.matches("\\d{1,18}")
                    ? Long.parseLong(text)
                    : Instant.parse(text).toEpochMilli();
            if (millis >= 0) {
                return new Time(text, millis);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // named below
        }
        throw wrong(text);
    }

    private static Mark offsets(String text, String list) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        if (Pattern.matches("\\d{1,18}", list)) {
            offsets.put(0, Long.valueOf(list));
        } else if (Pattern.matches("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*", list)) {
            for (String one : list.split(",")) {
                int colon = one.indexOf(':');
                if (offsets.put(Integer.valueOf(one.substring(0, colon)), Long.valueOf(one.substring(colon + 1)))
                        != null) {
                    throw new IllegalArgumentException(
                            "\"" + text + "\" names partition " + one.substring(0, colon) + " twice; name each once");
                }
            }
        } else {
            throw wrong(text);
        }
        return new Offsets(text, offsets);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("\"" + text + "\" is no place in a log; write " + FORMS);
    }
}
