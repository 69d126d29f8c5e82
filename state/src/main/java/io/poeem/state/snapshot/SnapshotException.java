package io.poeem.state.snapshot;

/** Why records do not make a version. Whoever sees one keeps the image that it has. */
public abstract sealed class SnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    private SnapshotException(String message) {
        super(message);
    }

    /** Bytes that no writer of ours has written: a hash, a length or a value is wrong. */
    public static final class Corrupt extends SnapshotException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }
    }

    /** Written in a format that this reader no longer reads. */
    public static final class TooOld extends SnapshotException {
        private static final long serialVersionUID = 1L;

        public TooOld(String message) {
            super(message);
        }
    }

    /** Written in a format that this reader does not read yet: update the reader. */
    public static final class TooNew extends SnapshotException {
        private static final long serialVersionUID = 1L;

        public TooNew(String message) {
            super(message);
        }
    }

    /** Chunks that the manifest names have not come (yet). */
    public static final class Incomplete extends SnapshotException {
        private static final long serialVersionUID = 1L;

        public Incomplete(String message) {
            super(message);
        }
    }
}
