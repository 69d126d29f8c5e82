package io.poeem.ops.digits;

/** The ids with the largest scores: a heap whose smallest is on top. */
final class Best {

    private final float[] scores;
    private final int[] ids;
    private int size;

    Best(int capacity) {
        this.scores = new float[capacity];
        this.ids = new int[capacity];
    }

    void offer(float score, int id) {
        if (size < scores.length) {
            int at = size++;
            for (; at > 0 && scores[(at - 1) / 2] > score; at = (at - 1) / 2) {
                move((at - 1) / 2, at);
            }
            put(at, score, id);
        } else if (score > scores[0]) {
            sink(score, id);
        }
    }

    /** In no order. */
    int[] ids() {
        return java.util.Arrays.copyOf(ids, size);
    }

    private void sink(float score, int id) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int smaller = child + 1 < size && scores[child + 1] < scores[child] ? child + 1 : child;
            if (scores[smaller] >= score) {
                break;
            }
            move(smaller, at);
            at = smaller;
        }
        put(at, score, id);
    }

    private void move(int from, int to) {
        put(to, scores[from], ids[from]);
    }

    private void put(int at, float score, int id) {
        scores[at] = score;
        ids[at] = id;
    }
}
