package io.poeem.ops.evaluate;

import java.util.Map;

/** The versions of an index, oldest first, one at a time. */
public interface VersionLine extends AutoCloseable {

    /** How many there are. */
    int size();

    /** Every click before this event time is in version number {@code i}; never falls with {@code i}. */
    long trainedThrough(int i);

    /** Goes to the next version. */
    Stage next();

    @Override
    void close();

    /** The methods that answer from the version reached, {@link Method#SERVED} among them; and its number. */
    record Stage(long version, Map<Method, Ranker> methods) {}
}
