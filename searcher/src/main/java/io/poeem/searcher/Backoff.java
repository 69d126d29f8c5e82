package io.poeem.searcher;

import java.time.Duration;

/**
 * How long to wait before topics are opened again: doubles from the first wait to the longest.
 *
 * @param first after the first failure in a row
 * @param longest never more than this
 */
record Backoff(Duration first, Duration longest) {

    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

    /** @param attempt failures in a row, from 1 */
    Duration after(int attempt) {
        long wait = first.toMillis() << Math.min(20, attempt - 1);
        return Duration.ofMillis(Math.min(wait, longest.toMillis()));
    }
}
