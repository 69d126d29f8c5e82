package io.poeem.job.decode;

import io.poeem.schemas.Limits;
import java.io.Serializable;

/**
 * What is accepted of a record.
 *
 * @param recordBytes largest value
 * @param idBytes longest id, in UTF-8
 * @param tokens most context or feature tokens
 * @param tokenBytes longest token, in UTF-8
 * @param skewMillis how far an event time may be ahead of the record's timestamp and of the wall clock
 */
public record DecodeLimits(int recordBytes, int idBytes, int tokens, int tokenBytes, long skewMillis)
        implements Serializable {

    private static final int TITLE_BYTES = 4 << 10;

    /** What the wire checks before it allocates anything. */
    Limits wire() {
        int longest = Math.max(TITLE_BYTES, Math.max(idBytes, tokenBytes));
        return new Limits(recordBytes, longest, 1, Math.max(1, tokens));
    }
}
