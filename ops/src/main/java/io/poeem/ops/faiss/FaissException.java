package io.poeem.ops.faiss;

/** Faiss has not done what it was asked for; the message says why. Checked: nothing may fail because Faiss does. */
public final class FaissException extends Exception {

    FaissException(String message) {
        super(message);
    }

    FaissException(String message, Throwable cause) {
        super(message, cause);
    }
}
