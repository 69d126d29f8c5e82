package io.poeem.state.image;

import io.poeem.state.scan.CodeBlocks;

/**
 * The items of one list, in no order: codes in blocks as a scan reads them, and 8 bytes and a quarter per item beside its number.
 * Immutable; the arrays that the accessors hand out are its own, for reading only. The float arrays go on to whole blocks.
 */
public final class ItemList {
    private final CodeBlocks layout;
    private final int size;
    private final byte[] codes;
    private final float[] inverseNorms;
    private final byte[] corrections; // of norms
    private final float[] logCounts;
    private final int[] numbers;
    private final float[] vectors; // (size, d); null: not published
    private final float largestLogCount;

    private ItemList(ItemListEdit edit) {
        this.layout = edit.layout;
        this.size = edit.size;
        this.codes = edit.codes;
        this.inverseNorms = edit.inverseNorms;
        this.corrections = edit.corrections;
        this.logCounts = edit.logCounts;
        this.numbers = edit.numbers;
        this.vectors = edit.vectors;
        this.largestLogCount = edit.largestLogCount();
    }

    private ItemList(CodeBlocks layout, boolean withVectors) {
        this.layout = layout;
        this.size = 0;
        this.codes = new byte[0];
        this.inverseNorms = new float[0];
        this.corrections = new byte[0];
        this.logCounts = new float[0];
        this.numbers = new int[0];
        this.vectors = withVectors ? new float[0] : null;
        this.largestLogCount = Float.NEGATIVE_INFINITY;
    }

    static ItemList empty(CodeBlocks layout, boolean withVectors) {
        return new ItemList(layout, withVectors);
    }

    static ItemList of(ItemListEdit edit) {
        return new ItemList(edit);
    }

    public int size() {
        return size;
    }

    /** Blocks of {@link ItemLists#layout}. */
    public byte[] codes() {
        return codes;
    }

    /** 1 / ‖T(x)‖ when the item was encoded; 0 for a vector of zeros. */
    public float[] inverseNorms() {
        return inverseNorms;
    }

    /** L, the log of each item's decayed click count. */
    public float[] logCounts() {
        return logCounts;
    }

    /** What each item is known by in its {@link ItemLists}. */
    public int[] numbers() {
        return numbers;
    }

    /** -infinity in an empty list. */
    public float largestLogCount() {
        return largestLogCount;
    }

    /** ‖T(x)‖ when the item was encoded. */
    public float norm(int i) {
        return Norms.norm(inverseNorms[i], Norms.correction(corrections, i));
    }

    byte[] corrections() {
        return corrections;
    }

    float[] vectors() {
        return vectors;
    }

    /** Without vectors, sharing all else. */
    ItemList withoutVectors() {
        if (vectors == null) {
            return this;
        }
        ItemListEdit edit = new ItemListEdit(layout, 0, this);
        edit.vectors = null;
        return edit.done();
    }

    /** Bytes of codes, norms and popularity. */
    long bytes() {
        return codes.length + 4L * inverseNorms.length + corrections.length + 4L * logCounts.length;
    }
}
