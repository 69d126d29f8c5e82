package io.poeem.job.event;

/**
 * A round in which somebody clicked, and which has been merged.
 *
 * @param round its start, milliseconds since 1970
 * @param pieces how many {@link MergedBlock}s it has
 */
public record ClosedRound(long round, int pieces) {}
