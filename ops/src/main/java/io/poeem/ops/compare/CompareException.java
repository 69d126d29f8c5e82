package io.poeem.ops.compare;

/** Reports that cannot be compared; the message says why. */
public final class CompareException extends RuntimeException {

    public CompareException(String message) {
        super(message);
    }

    public CompareException(String message, Throwable cause) {
        super(message, cause);
    }
}
