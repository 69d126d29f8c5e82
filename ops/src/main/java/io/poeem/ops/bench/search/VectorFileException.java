package io.poeem.ops.bench.search;

/** A file of vectors cannot be used; the message names it and says what is wrong. */
public final class VectorFileException extends RuntimeException {

    VectorFileException(String message) {
        super(message);
    }

    VectorFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
