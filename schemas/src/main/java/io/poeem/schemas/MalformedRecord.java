package io.poeem.schemas;

import java.io.IOException;

/**
 * Bytes that are not a record of ours. The only exception that {@link Wire#decode} throws, whatever the bytes are.
 *
 * <p>Holds no stack trace: hostile input must not cost more than good input, and the reason says it all.
 */
public final class MalformedRecord extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why, for counters and for tests; the message has the figures. */
    public enum Reason {
        /** Null or longer than {@link Limits#recordBytes}. */
        RECORD_SIZE,
        /** Does not begin with the marker of Avro's single-object encoding. */
        NOT_SINGLE_OBJECT,
        /** The writer's schema is none of those we keep for this record. */
        UNKNOWN_SCHEMA,
        /** Ends before the record does, or declares a length that goes beyond the end. */
        TRUNCATED,
        /** Goes on after the record. */
        TRAILING_BYTES,
        /** A string, a bytes field or a collection is beyond its limit. */
        BEYOND_LIMIT,
        /** A length below zero. */
        NEGATIVE_LENGTH,
        /** A number that its type cannot hold, or a boolean that is neither 0 nor 1. */
        BAD_NUMBER,
        /** A string that is not UTF-8. */
        NOT_UTF8,
        /** Anything else that contradicts the schema, such as a branch that a union does not have. */
        STRUCTURE
    }

    private final Reason reason;

    public MalformedRecord(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
