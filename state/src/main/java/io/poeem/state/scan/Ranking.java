package io.poeem.state.scan;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Puts scored numbers in order: the higher score first, of equals the one that {@link #begin} says, so that what comes out does not
 * depend on the order of what came in. Made for a few more than are wanted: to select and to sort primitive keys is faster than a heap
 * then, whose branches nobody foresees; only equal scores go through one. Belongs to one thread, reused from query to query.
 */
final class Ranking {
    private long[] keys = {}; // the score's complement above, so that ascending is best first; its place below
    private int[] numbers = {};
    private int[] selection = {};
    private IntBinaryOperator order;
    private int size;
    private final TopK ties = new TopK(1);

    /** @param numberOrder of equal scores: negative where the first number comes first */
    void begin(IntBinaryOperator numberOrder) {
        order = numberOrder;
        size = 0;
    }

    /** @param score not NaN */
    void add(float score, int number) {
        if (size == keys.length) {
            int room = Math.max(256, 2 * size);
            keys = Arrays.copyOf(keys, room);
            numbers = Arrays.copyOf(numbers, room);
            selection = new int[room];
        }
        keys[size] = (long) ~Selection.key(score + 0f) << Integer.SIZE | size; // no negative zeros
        numbers[size++] = number;
    }

    /** Writes the best {@code k}, best first; returns how many. */
    int best(int k, int[] numbersOut, float[] scoresOut) {
        int n = Math.min(k, size);
        if (size > k) {
            dropWorse(k);
        }
        Arrays.sort(keys, 0, size);
        int done = 0;
        while (done < n) {
            int end = done + 1;
            while (end < size && score(end) == score(done)) {
                end++;
            }
            int wanted = Math.min(n, end) - done;
            Arrays.fill(scoresOut, done, done + wanted, Selection.value(score(done)));
            if (end == done + 1) {
                numbersOut[done] = number(done);
            } else {
                rankTies(done, end, wanted, numbersOut);
            }
            done += wanted;
        }
        return n;
    }

    /** Leaves what has the k-th best score or a better one. */
    private void dropWorse(int k) {
        for (int i = 0; i < size; i++) {
            selection[i] = score(i);
        }
        int least = Selection.largest(selection, size, k);
        int kept = 0;
        for (int i = 0; i < size; i++) { // without a branch, as in the selection
            keys[kept] = keys[i];
            kept += score(i) >= least ? 1 : 0;
        }
        size = kept;
    }

    /** The first {@code wanted} of a run of equal scores, which may be all there is. */
    private void rankTies(int from, int to, int wanted, int[] numbersOut) {
        ties.begin(wanted, order);
        for (int i = from; i < to; i++) {
            ties.offer(0, number(i));
        }
        ties.drain(numbersOut, from);
    }

    private int number(int i) {
        return numbers[(int) keys[i]];
    }

    private int score(int i) {
        return ~(int) (keys[i] >> Integer.SIZE);
    }
}
