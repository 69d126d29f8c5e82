package io.poeem.train.gate;

/** What a version can be held back for. */
public enum Check {
    /** A number of the model is not finite. */
    NOT_FINITE(0, "held_back_not_finite"),
    /** The canaries' codes lie too far from their embeddings. */
    DISTORTION(1, "held_back_distortion"),
    /** The canaries fall to too few lists. */
    COARSE_PERPLEXITY(2, "held_back_coarse_perplexity"),
    /** Too few canaries are found by their codes. */
    CANARY_RECALL(3, "held_back_canary_recall"),
    /** Of the canaries found by their embeddings, too few are found by their codes. */
    CANARY_KEPT(4, "held_back_canary_kept");

    private final int code;
    private final String count;

    Check(int code, String count) {
        this.code = code;
        this.count = count;
    }

    /** The number under which state keeps this check. */
    public int code() {
        return code;
    }

    /** Its name among a manifest's counts. */
    String count() {
        return count;
    }

    public static Check of(int code) {
        for (Check check : values()) {
            if (check.code == code) {
                return check;
            }
        }
        throw new IllegalStateException("learner's state: the quality gate's check " + code + " is none that this"
                + " program knows; take the program that wrote it or a later one");
    }
}
