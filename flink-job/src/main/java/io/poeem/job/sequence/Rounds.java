package io.poeem.job.sequence;

/**
 * Event time cut into rounds, milliseconds since 1970.
 *
 * @param millis of a round; divides the interval of versions
 * @param versions where versions are due
 */
public record Rounds(long millis, SequenceRules versions) {

    /** Of no round: later than any. */
    static final long NONE = Long.MAX_VALUE;

    /** Start of the round that {@code time} is in. */
    long of(long time) {
        return time == Long.MAX_VALUE ? NONE : Math.multiplyExact(Math.floorDiv(time, millis), millis);
    }

    long end(long round) {
        return round + millis;
    }

    /** The last round before the boundary of the version that {@code round} belongs to. */
    long closing(long round) {
        return versions.boundary(round) - millis;
    }

    /** Boundary of the first version after {@code time}. */
    long boundary(long time) {
        return time == Long.MIN_VALUE ? time : versions.boundary(time);
    }
}
