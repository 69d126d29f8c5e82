package io.poeem.state.image;

import io.poeem.state.scan.CodeBlocks;
import java.util.Arrays;

/**
 * A list's next version: its arrays, each copied when it is written to first. Gaps are filled by items that come, and then by the last
 * ones. For one thread.
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

    /** Whether anything differs from the list that it began with. */
    boolean changed() {
        return size != old.size()
                || codes != old.codes()
                || inverseNorms != old.inverseNorms()
                || logCounts != old.logCounts()
                || vectors != old.vectors();
    }

    /** Writes a changed item over itself; what it does not change is not copied. */
    void overwrite(int i, Items changed, int row) {
        byte[] code = changed.codes();
        int at = row * layout.subspaces();
        if (!sameCode(i, code, at)) {
            if (codes == old.codes()) {
                codes = codes.clone();
            }
            layout.write(codes, i, code, at);
        }
        float inverse = Norms.inverse(changed.norm(row));
        int correction = Norms.correction(changed.norm(row));
        if (inverse != inverseNorms[i] || correction != Norms.correction(corrections, i)) {
            if (inverseNorms == old.inverseNorms()) {
                inverseNorms = inverseNorms.clone();
                corrections = corrections.clone();
            }
            inverseNorms[i] = inverse;
            Norms.correction(corrections, i, correction);
        }
        if (Float.floatToRawIntBits(logCounts[i]) != Float.floatToRawIntBits(changed.logCount(row))) {
            if (logCounts == old.logCounts()) {
                logCounts = logCounts.clone();
            }
            logCounts[i] = changed.logCount(row);
        }
        if (vectors != null) {
            if (vectors == old.vectors()) {
                vectors = vectors.clone();
            }
            copyVector(changed, row, i);
        }
    }

    private boolean sameCode(int i, byte[] code, int at) {
        for (int m = 0; m < layout.subspaces(); m++) {
            if (layout.code(codes, i, m) != (code[at + m] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets items go and come.
     *
     * @param gaps positions of those that go, ascending, the first {@code gapCount}
     * @param rows of those that come, the first {@code count}
     * @param newNumbers by row
     */
    void exchange(int[] gaps, int gapCount, Items changed, int[] rows, int count, int[] newNumbers) {
        if (gapCount == 0 && count == 0) {
            return;
        }
        int before = size;
        size = before - gapCount + count;
        resize(Math.max(before, size));
        for (int i = 0; i < count; i++) {
            put(i < gapCount ? gaps[i] : before + i - gapCount, changed, rows[i], newNumbers[rows[i]]);
        }
        int lastGap = gapCount;
        int from = before - 1;
        for (int gap = count; gap < lastGap; gap++) {
            while (lastGap > gap && gaps[lastGap - 1] == from) {
                lastGap--;
                from--;
            }
            if (gap < lastGap) {
                move(from--, gaps[gap]);
            }
        }
        if (before > size) {
            resize(size);
        }
    }

    /** New arrays, with room for n. */
    private void resize(int n) {
        int padded = CodeBlocks.padded(n);
        codes = Arrays.copyOf(codes, layout.bytes(n));
        inverseNorms = Arrays.copyOf(inverseNorms, padded);
        corrections = Arrays.copyOf(corrections, Norms.bytes(n));
        logCounts = Arrays.copyOf(logCounts, padded);
        vectors = vectors == null ? null : Arrays.copyOf(vectors, Math.multiplyExact(n, dims));
        numbers = Arrays.copyOf(numbers, n);
    }

    private void put(int i, Items changed, int row, int number) {
        layout.write(codes, i, changed.codes(), row * layout.subspaces());
        inverseNorms[i] = Norms.inverse(changed.norm(row));
        Norms.correction(corrections, i, Norms.correction(changed.norm(row)));
        logCounts[i] = changed.logCount(row);
        numbers[i] = number;
        if (vectors != null) {
            copyVector(changed, row, i);
        }
    }

    private void move(int from, int to) {
        layout.move(codes, from, codes, to);
        inverseNorms[to] = inverseNorms[from];
        Norms.correction(corrections, to, Norms.correction(corrections, from));
        logCounts[to] = logCounts[from];
        numbers[to] = numbers[from];
        if (vectors != null) {
            System.arraycopy(vectors, from * dims, vectors, to * dims, dims);
        }
    }

    private void copyVector(Items changed, int row, int i) {
        System.arraycopy(changed.vectors(), row * dims, vectors, i * dims, dims);
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

    ItemList done() {
        return changed() ? ItemList.of(this) : old;
    }
}
