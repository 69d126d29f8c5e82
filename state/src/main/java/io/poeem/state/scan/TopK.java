package io.poeem.state.scan;

import java.util.function.IntBinaryOperator;

/**
 * The best of many (score, number) pairs: a bounded binary heap over two arrays, the worst on top.
 *
 * <p>The order is total — the higher score first, of equals the smaller number, or the one that an order of its own says — so the
 * result does not depend on the order of the offers. Belongs to one thread, reused from query to query.
 */
public final class TopK {

    private IntBinaryOperator order;
    private float[] scores;
    private int[] numbers;
    private int capacity;
    private int size;

    /** @param capacity at least 1 */
    public TopK(int capacity) {
        this(capacity, Integer::compare);
    }

    /** @param order of two numbers with equal scores: negative where the first comes first */
    public TopK(int capacity, IntBinaryOperator order) {
        this.order = order;
        this.scores = new float[capacity];
        this.numbers = new int[capacity];
        this.capacity = capacity;
    }

    /** Empties it for another use; allocates only to grow. */
    public void begin(int newCapacity, IntBinaryOperator newOrder) {
        order = newOrder;
        capacity = newCapacity;
        size = 0;
        if (scores.length < capacity) {
            scores = new float[capacity];
            numbers = new int[capacity];
        }
    }

    /** What has a lower score cannot enter; what equals it can, by its number. */
    public float threshold() {
        return size < capacity ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /** @param score not NaN */
    public void offer(float score, int number) {
        if (size < capacity) {
            siftUp(size++, score, number);
        } else if (worse(scores[0], numbers[0], score, number)) {
            siftDown(score, number);
        }
    }

    public int size() {
        return size;
    }

    /** Empties the heap into the arrays, best first. */
    public void drain(int[] numbersOut, float[] scoresOut) {
        while (size > 0) {
            int last = size - 1;
            scoresOut[last] = scores[0];
            numbersOut[last] = takeWorst();
        }
    }

    /** Empties the heap into an array from a place on, numbers only, best first; returns how many. */
    public int drain(int[] numbersOut, int from) {
        int n = size;
        while (size > 0) {
            int last = from + size - 1;
            numbersOut[last] = takeWorst();
        }
        return n;
    }

    /** Empties the heap; numbers only, best first. */
    public int[] drain() {
        int[] drained = new int[size];
        drain(drained, 0);
        return drained;
    }

    private int takeWorst() {
        int worst = numbers[0];
        size--;
        siftDown(scores[size], numbers[size]);
        return worst;
    }

    private void siftUp(int hole, float score, int number) {
        int at = hole;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(score, number, scores[parent], numbers[parent])) {
                break;
            }
            put(at, scores[parent], numbers[parent]);
            at = parent;
        }
        put(at, score, number);
    }

    /** Puts a pair in place of the root. */
    private void siftDown(float score, int number) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && worse(scores[child + 1], numbers[child + 1], scores[child], numbers[child])) {
                child++;
            }
            if (!worse(scores[child], numbers[child], score, number)) {
                break;
            }
            put(at, scores[child], numbers[child]);
            at = child;
        }
        put(at, score, number);
    }

    private boolean worse(float score, int number, float otherScore, int otherNumber) {
        return score < otherScore || (score == otherScore && order.applyAsInt(number, otherNumber) > 0);
    }

    private void put(int at, float score, int number) {
        scores[at] = score;
        numbers[at] = number;
    }
}
