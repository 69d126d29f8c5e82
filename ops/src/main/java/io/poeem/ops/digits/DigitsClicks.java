package io.poeem.ops.digits;

import io.poeem.ops.csv.ClickRow;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The task's clicks in the order in which they are learned: a random item, and a user whose last two digits are two of what
 * the item means, at distinct positions.
 *
 * <p>An epoch is the log, shuffled within about a thousand clicks, as the authors do.
 */
final class DigitsClicks {

    private static final int SHUFFLED_WITHIN = 1000;
    private static final int FINE = 8; // places between two neighbours in the shuffle's sort
    private static final int INDEX_BITS = 30;
    private static final List<String> NO_CONTEXT = List.of();

    private final DigitsTask task;
    private final SplittableRandom random;
    private final Meaning before = Meaning.first();
    private final Meaning after;
    private final int[] items;
    private final int[] choices; // the user's first digits, and which of the item's are the last
    private final long[] order;
    private long next;

    DigitsClicks(DigitsTask task) {
        this.task = task;
        this.random = new SplittableRandom(task.seed());
        this.after = task.drift() ? before.drifted(task.seed()) : before;
        this.items = new int[task.log()];
        this.choices = new int[task.log()];
        for (int i = 0; i < task.log(); i++) {
            items[i] = random.nextInt(DigitsTask.NUMBERS);
            choices[i] = random.nextInt(DigitsTask.NUMBERS / 100) * 12 + random.nextInt(12);
        }
        this.order = new long[task.log()];
    }

    /** What items mean at the end. */
    Meaning meaning() {
        return after;
    }

    /** The next click, or null at the end. */
    ClickRow next() {
        if (next == task.clicks()) {
            return null;
        }
        int inEpoch = (int) (next % task.log());
        if (inEpoch == 0) {
            shuffle();
        }
        int at = (int) (order[inEpoch] & (1L << INDEX_BITS) - 1);
        Meaning meaning = next < task.driftAt() ? before : after;
        int first = choices[at] % 12 / 3;
        int second = (first + 1 + choices[at] % 3) % 4;
        int item = items[at];
        int user = choices[at] / 12 * 100 + meaning.digit(item, first) * 10 + meaning.digit(item, second);
        long time = DigitsTask.START + next++;
        return new ClickRow(next, time, Integer.toString(user), Integer.toString(item), 1, NO_CONTEXT);
    }

    /** By place + up to a thousand, the log's places in the low bits. */
    private void shuffle() {
        for (int i = 0; i < order.length; i++) {
            long key = FINE * (long) i + random.nextInt(FINE * SHUFFLED_WITHIN);
            order[i] = key << INDEX_BITS | i;
        }
        Arrays.sort(order);
    }
}
