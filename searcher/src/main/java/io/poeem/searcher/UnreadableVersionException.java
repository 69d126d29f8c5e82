package io.poeem.searcher;

/** A version that is announced but not whole and true. */
public final class UnreadableVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient VersionFailure failure;

    UnreadableVersionException(VersionFailure failure) {
        super("version " + failure.version() + " cannot be read, " + failure.reason() + ": " + failure.message());
        this.failure = failure;
    }

    public VersionFailure failure() {
        return failure;
    }
}
