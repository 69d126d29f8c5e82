package io.poeem.state.image;

import io.poeem.state.scan.CodeBlocks;
import java.util.Arrays;

/**
 * A list's next version: each of its arrays is copied once, and only if something in it changes. Gaps are filled by items that come, and
 * then by the last ones. For one thread; {@link #resize} comes first, where items come or go, then {@link #write}.
 */
final class ItemListEdit {
    final CodeBlocks layout;
    int size;
    byte[] codes;
    float[] inverseNorms;
    byte[] corrections;
    float[] logCounts;
    int[] numbers;
    float[] vectors;
    private final int dims;
    private final ItemList old;
    private int[] moved = {}; // pairs of places, from and to, the first of them descending
    private int moves;

    /** @param dims d, of vectors */
    ItemListEdit(CodeBlocks layout, int dims, ItemList old) {
        this.layout = layout;
        this.dims = dims;
        this.old = old;
        this.size = old.size();
        this.codes = old.codes();
        this.inverseNorms = old.inverseNorms();
        this.corrections = old.corrections();
        this.logCounts = old.logCounts();
        this.numbers = old.numbers();
        this.vectors = old.vectors();
    }

    /**
     * Lets items go, and makes room for others. The last items move to gaps that no item comes to.
     *
     * @param gaps places of those that go, ascending, the first {@code going}
     * @param coming how many come: to the first gaps, and then behind the last item; see {@link #place}
     */
    void resize(int[] gaps, int going, int coming) {
        if (going == 0 && coming == 0) {
            return;
        }
        size = old.size() - going + coming;
        int padded = CodeBlocks.padded(size);
        codes = Arrays.copyOf(codes, layout.bytes(size));
        inverseNorms = Arrays.copyOf(inverseNorms, padded);
        corrections = Arrays.copyOf(corrections, Norms.bytes(size));
        logCounts = Arrays.copyOf(logCounts, padded);
        numbers = Arrays.copyOf(numbers, size);
        vectors = vectors == null ? null : Arrays.copyOf(vectors, Math.multiplyExact(size, dims));
        int lastGap = going;
        int from = old.size() - 1;
        for (int gap = coming; gap < lastGap; gap++) {
            for (; lastGap > gap && gaps[lastGap - 1] == from; from--) {
                lastGap--;
            }
            if (gap < lastGap) {
                move(from--, gaps[gap]);
            }
        }
    }

    private void move(int from, int to) {
        layout.move(old.codes(), from, codes, to);
        inverseNorms[to] = old.inverseNorms()[from];
        Norms.correction(corrections, to, Norms.correction(old.corrections(), from));
        logCounts[to] = old.logCounts()[from];
        numbers[to] = old.numbers()[from];
        if (vectors != null) {
            System.arraycopy(old.vectors(), from * dims, vectors, to * dims, dims);
        }
        if (2 * moves == moved.length) {
            moved = Arrays.copyOf(moved, Math.max(32, 4 * moves));
        }
        moved[2 * moves] = from;
        moved[2 * moves++ + 1] = to;
    }

    /** Where the item stands now that was at place i of the old list, if it stays. */
    int place(int i) {
        if (i < size) {
            return i;
        }
        int low = 0;
        for (int high = moves - 1; low < high; ) {
            int middle = low + high >>> 1;
            if (moved[2 * middle] > i) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return moved[2 * low + 1];
    }

    /** Writes an item; what it does not change is not copied. */
    void write(int i, int number, Items changed, int row) {
        writeCode(i, changed.codes(), row * layout.subspaces());
        writeNorm(i, changed.norm(row));
        if (Float.floatToRawIntBits(logCounts[i]) != Float.floatToRawIntBits(changed.logCount(row))) {
            if (logCounts == old.logCounts()) {
                logCounts = logCounts.clone();
            }
            logCounts[i] = changed.logCount(row);
        }
        if (numbers[i] != number) {
            numbers[i] = number; // of an item that comes: the array is new
        }
        if (vectors != null) {
            if (vectors == old.vectors()) {
                vectors = vectors.clone();
            }
            System.arraycopy(changed.vectors(), row * dims, vectors, i * dims, dims);
        }
    }

    private void writeCode(int i, byte[] code, int at) {
        for (int m = 0; m < layout.subspaces(); m++) {
            if (layout.code(codes, i, m) != (code[at + m] & 0xff)) {
                if (codes == old.codes()) {
                    codes = codes.clone();
                }
                layout.write(codes, i, code, at);
                return;
            }
        }
    }

    private void writeNorm(int i, float norm) {
        float inverse = Norms.inverse(norm);
        int correction = Norms.correction(norm);
        if (inverse != inverseNorms[i] || correction != Norms.correction(corrections, i)) {
            if (inverseNorms == old.inverseNorms()) {
                inverseNorms = inverseNorms.clone();
                corrections = corrections.clone();
            }
            inverseNorms[i] = inverse;
            Norms.correction(corrections, i, correction);
        }
    }

    float largestLogCount() {
        if (logCounts == old.logCounts()) {
            return old.largestLogCount();
        }
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, logCounts[i]);
        }
        return largest;
    }

    /** The old list itself where nothing has changed. */
    ItemList done() {
        boolean same = codes == old.codes()
                && inverseNorms == old.inverseNorms()
                && logCounts == old.logCounts()
                && numbers == old.numbers()
                && vectors == old.vectors();
        return same ? old : ItemList.of(this);
    }
}
