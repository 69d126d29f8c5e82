package io.poeem.ops.run;

/** A run did not come to its end; the message says what failed and what to do. */
public final class RunException extends RuntimeException {

    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
