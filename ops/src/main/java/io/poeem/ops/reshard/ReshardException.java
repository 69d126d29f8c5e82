package io.poeem.ops.reshard;

/** A savepoint that cannot be made into one of another number of shards. Its message is for people. */
public final class ReshardException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReshardException(String message) {
        super(message);
    }

    public ReshardException(String message, Throwable cause) {
        super(message, cause);
    }
}
