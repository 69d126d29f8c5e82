package io.poeem.job.history;

/**
 * A user's history as state holds it.
 *
 * @param timer event time at which the state is looked at again, and dropped if it is too old by then
 */
public record StoredHistory(String[] items, long last, long timer) {}
