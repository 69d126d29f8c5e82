package io.poeem.state.scan;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * The k best of scored numbers: a binary heap with the worst on top. The order is total — the higher score first, of equals the one
 * that {@link #begin} says — so what comes out does not depend on the order of what came in. Belongs to one thread, reused from query to query.
 */
final class Best {
    private float[] scores = {};
    private int[] numbers = {};
    private IntBinaryOperator order;
    private int k;
    private int size;

    /** @param numberOrder of equal scores: negative where the first number comes first */
    void begin(int most, IntBinaryOperator numberOrder) {
        k = most;
        order = numberOrder;
        size = 0;
        if (scores.length < k) {
            scores = Arrays.copyOf(scores, k);
            numbers = Arrays.copyOf(numbers, k);
        }
    }

    /** @param score not NaN */
    void offer(float score, int number) {
        if (size < k) {
            siftUp(size++, score, number);
        } else if (worse(scores[0], numbers[0], score, number)) {
            siftDown(score, number);
        }
    }

    /** What a score must reach to be taken; -infinity while there is room. */
    float least() {
        return size < k ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /** Empties into an array from a place on, best first; returns how many. */
    int drain(int[] numbersOut, int from) {
        int n = size;
        while (size > 0) {
            int last = --size;
            numbersOut[from + last] = numbers[0];
            siftDown(scores[last], numbers[last]);
        }
        return n;
    }

    private void siftUp(int hole, float score, int number) {
        int at = hole;
        while (at > 0) {
            int parent = at - 1 >>> 1;
            if (!worse(score, number, scores[parent], numbers[parent])) {
                break;
            }
            scores[at] = scores[parent];
            numbers[at] = numbers[parent];
            at = parent;
        }
        scores[at] = score;
        numbers[at] = number;
    }

    private void siftDown(float score, int number) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && worse(scores[child + 1], numbers[child + 1], scores[child], numbers[child])) {
                child++;
            }
            if (!worse(scores[child], numbers[child], score, number)) {
                break;
            }
            scores[at] = scores[child];
            numbers[at] = numbers[child];
            at = child;
        }
        scores[at] = score;
        numbers[at] = number;
    }

    private boolean worse(float score, int number, float thanScore, int thanNumber) {
        return score < thanScore || score == thanScore && order.applyAsInt(number, thanNumber) > 0;
    }
}
