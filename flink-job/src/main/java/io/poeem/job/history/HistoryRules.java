package io.poeem.job.history;

import java.io.Serializable;

/**
 * @param length last items L that are kept, 0 or more
 * @param ttlMillis event time after the last click at which a history is forgotten
 */
public record HistoryRules(int length, long ttlMillis) implements Serializable {

    /** Whether a history last added to at {@code last} still counts at {@code now}. */
    public boolean alive(long last, long now) {
        return now - last < ttlMillis;
    }
}
