package io.poeem.searcher;

/**
 * A state and what is to be said of it.
 *
 * @param message names the thing, its value, and what mends it
 */
record Condition(SubscriberState state, String message) {}
