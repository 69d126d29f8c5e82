package io.poeem.job.sequence;

import io.poeem.schemas.Example;
import java.util.function.Predicate;

/**
 * Where batches and versions are cut.
 *
 * @param batchSize most examples with a query in a batch, 1 or more
 * @param maxDelayMillis event time that a batch may span, 1 or more
 * @param intervalMillis event time between versions, 1 or more
 * @param hasQuery whether an example counts towards a batch's size
 */
public record SequenceRules(int batchSize, long maxDelayMillis, long intervalMillis, Predicate<Example> hasQuery) {

    /** Most examples of a batch, with a query or without, as a multiple of its size. */
    static final int MOST = 4;

    /** The version that an event of this time belongs to: the first multiple of the interval beyond it. */
    long boundary(long eventTime) {
        return Math.addExact(
                Math.multiplyExact(Math.floorDiv(eventTime, intervalMillis), intervalMillis), intervalMillis);
    }
}
