package io.poeem.job.history;

import java.util.Arrays;
import java.util.List;

/**
 * The last items of one user, oldest first, and when the last one came.
 *
 * <p>Mutable: owned by whoever keeps it for the user. What {@link #before} returned never changes.
 */
public final class History {

    private static final String[] NONE = {};

    private String[] items;
    private long last;

    /** A user who was never seen. */
    public History() {
        this(NONE, Long.MIN_VALUE);
    }

    /** @param items oldest first; taken over, not copied */
    History(String[] items, long last) {
        this.items = items;
        this.last = last;
    }

    /**
     * The items that a click at {@code eventTime} sees, oldest first: none if the last one came {@code ttlMillis} before
     * or earlier.
     */
    public List<String> before(long eventTime, HistoryRules rules) {
        return items.length == 0 || !rules.alive(last, eventTime) ? List.of() : Arrays.asList(items);
    }

    /** Adds a click's item; event times of a user never go back. */
    public void add(String item, long eventTime, HistoryRules rules) {
        int kept = rules.alive(last, eventTime) ? Math.min(items.length, Math.max(0, rules.length() - 1)) : 0;
        if (rules.length() > 0) {
            String[] next = new String[kept + 1];
            System.arraycopy(items, items.length - kept, next, 0, kept);
            next[kept] = item;
            items = next;
        }
        last = eventTime;
    }

    /** Event time of the last click; {@code Long.MIN_VALUE} before the first. */
    public long last() {
        return last;
    }

    /** Oldest first; not to be changed. */
    String[] items() {
        return items;
    }
}
