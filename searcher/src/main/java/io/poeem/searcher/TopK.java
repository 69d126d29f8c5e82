package io.poeem.searcher;

import io.poeem.state.image.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * The best {@code capacity} of many (score, number) pairs: a bounded binary heap over two arrays, the worst on top.
 *
 * <p>The order is total — the higher score first, of equals the smaller number, or the one that an order of its own says — so the
 * result does not depend on the order of the offers.
 */
final class TopK {

    private IntBinaryOperator order;
    private float[] scores;
    private int[] numbers;
    private int capacity;
    private int size;

    /** @param capacity at least 1 */
    TopK(int capacity) {
        this(capacity, Integer::compare);
    }

    /** @param order of two numbers with equal scores: negative where the first comes first */
    TopK(int capacity, IntBinaryOperator order) {
        this.order = order;
        this.scores = new float[capacity];
        this.numbers = new int[capacity];
        this.capacity = capacity;
    }

    /** Empties it for another use; allocates only to grow. */
    void begin(int newCapacity, IntBinaryOperator newOrder) {
        order = newOrder;
        capacity = newCapacity;
        size = 0;
        if (scores.length < capacity) {
            scores = new float[capacity];
            numbers = new int[capacity];
        }
    }

    /** What has a lower score cannot enter; what equals it can, by its number. */
    float threshold() {
        return size < capacity ? Float.NEGATIVE_INFINITY : scores[0];
    }

    /** @param score not NaN */
    void offer(float score, int number) {
        if (size < capacity) {
            siftUp(size++, score, number);
        } else if (worse(scores[0], numbers[0], score, number)) {
            siftDown(size, score, number);
        }
    }

    int size() {
        return size;
    }

    /** Empties the heap into the arrays, best first. */
    void drain(int[] numbersOut, float[] scoresOut) {
        while (size > 0) {
            int last = --size;
            numbersOut[last] = numbers[0];
            scoresOut[last] = scores[0];
            siftDown(last, scores[last], numbers[last]);
        }
    }

    /** Empties the heap; numbers only, best first. */
    int[] drain() {
        int[] drained = new int[size];
        drain(drained, new float[size]);
        return drained;
    }

    /** Empties the heap into hits, best first. */
    List<Hit> hits(Items items) {
        int[] best = new int[size];
        float[] bestScores = new float[size];
        drain(best, bestScores);
        List<Hit> hits = new ArrayList<>(best.length);
        for (int i = 0; i < best.length; i++) {
            hits.add(new Hit(items.id(best[i]), bestScores[i]));
        }
        return hits;
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

    /** Puts a pair in place of the root of a heap of {@code n}. */
    private void siftDown(int n, float score, int number) {
        int at = 0;
        for (int child = 1; child < n; child = 2 * at + 1) {
            if (child + 1 < n && worse(scores[child + 1], numbers[child + 1], scores[child], numbers[child])) {
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
