package io.poeem.ops.gauge;

/**
 * What the quality gate held back after the last version that a job announced: of this no manifest tells.
 *
 * @param count versions
 * @param reason of the last of them; null when there is none
 */
public record HeldBackAtEnd(long count, String reason) {

    private static final String TRAINER = "Shard trainer";

    /** Of the job that ended last; its gauges must have been cleared before it. */
    public static HeldBackAtEnd ofJob() {
        JobGauges.read();
        long count = (long) JobGauges.most(TRAINER, "heldBackInARow");
        return new HeldBackAtEnd(
                count,
                count == 0
                        ? null
                        : JobGauges.lastWords(TRAINER, "heldBackReason").orElse(null));
    }

    /**
     * Why a job announced no version.
     *
     * @param otherwise what is said when the gate held none back
     */
    public String whyNone(String otherwise) {
        return "The job published no version: "
                + (count == 0
                        ? otherwise
                        : "the quality gate held back all " + count + ", the last as " + reason
                                + ". See docs/operations.md, \"When versions are held back\"");
    }
}
