package io.poeem.ops.digits;

/**
 * What is to be learned from.
 *
 * @param log clicks of the log; seen once where it is a stream
 * @param epochs how often the log is seen, shuffled anew each time
 * @param drift whether half of the items change their meaning after the first third of what is seen
 * @param seed of the clicks
 */
public record DigitsTask(int log, int epochs, boolean drift, long seed) {

    /** Items, and users: the numbers 0 to 9,999. */
    public static final int NUMBERS = 10_000;

    /** What the authors see: a million clicks, three times; a stream has them fresh. */
    public static final int AUTHORS_LOG = 1_000_000;

    public static final int AUTHORS_EPOCHS = 3;

    /** Each 1 ms after the one before it; a whole day since 1970, so that one version holds what a day has taught. */
    public static final long START = 19_675L * 86_400_000;

    private static final int MOST = 80_000_000; // a click a millisecond: less than a day

    /** @throws IllegalArgumentException beyond a limit */
    public DigitsTask {
        if (log < 1 || epochs < 1 || (long) log * epochs > MOST) {
            throw new IllegalArgumentException(log + " clicks seen " + epochs + " times are " + (long) log * epochs
                    + "; 1 to " + MOST + " in all are taken");
        }
    }

    /** How many clicks are trained on. */
    public long clicks() {
        return (long) log * epochs;
    }

    /** The first click by the changed meaning; none without drift. */
    public long driftAt() {
        return drift ? clicks() / 3 : Long.MAX_VALUE;
    }
}
