package io.poeem.train;

/** Where the schedule stands: towers alone, then a sample of their embeddings, then towers and index together for ever. */
public enum Phase {
    /** The indexing layer is the identity. */
    WARM_UP(0),
    /** As before, and item embeddings are kept for the warm start. */
    COLLECT(1),
    /** The index learns and is published. */
    JOINT(2);

    private final int code;

    Phase(int code) {
        this.code = code;
    }

    /** The number under which state keeps this phase. */
    int code() {
        return code;
    }

    static Phase of(int code) {
        for (Phase phase : values()) {
            if (phase.code == code) {
                return phase;
            }
        }
        throw new IllegalStateException("learner's state: phase " + code + " is none that this program knows (0 to 2)");
    }
}
