package io.poeem.ops.csv;

/** A file as a whole cannot be used (missing, unreadable, no such column); the message names it and says what to do. */
public final class FileFault extends RuntimeException {

    public FileFault(String message) {
        super(message);
    }

    public FileFault(String message, Throwable cause) {
        super(message, cause);
    }
}
