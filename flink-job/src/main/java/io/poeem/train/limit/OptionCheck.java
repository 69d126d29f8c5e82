package io.poeem.train.limit;

/** How the learner's options refuse a value. */
public final class OptionCheck {

    private OptionCheck() {}

    /**
     * Refuses the value of an option unless the limit holds.
     *
     * @param option its name, as the job calls it
     * @param limit what the value must be
     * @param remedy what to do instead
     * @throws IllegalArgumentException naming all of these, unless {@code holds}
     */
    public static void check(boolean holds, String option, Object value, String limit, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException(option + " = " + value + ": must be " + limit + "; " + remedy);
        }
    }
}
