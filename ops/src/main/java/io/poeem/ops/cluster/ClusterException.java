package io.poeem.ops.cluster;

/** A cluster did not do what it was asked; the message says what to do. */
public class ClusterException extends RuntimeException {

    public ClusterException(String message) {
        super(message);
    }

    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
