package io.poeem.job.sequence;

import java.util.List;

/** What a sequence of rounds makes one of many shards do. */
public interface RoundActions extends Actions {

    /**
     * The round has been trained to its end: says what was learned since the last merge.
     *
     * @param round its start, milliseconds since 1970
     * @param beforeVersion whether it is the last round before the boundary of a version
     */
    void contribute(long round, boolean beforeVersion);

    /**
     * Takes over what all shards learned in a round, this one included.
     *
     * @param merged payloads by block and sequence
     */
    void merge(List<byte[]> merged);
}
