package io.poeem.train.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Rows of items by their id, with their popularity, catalogue features and what the index holds of them. */
public final class ItemTable extends RowTable {

    private static final String[] NO_FEATURES = {};

    private static final byte DELETED = 1;
    private static final byte PUBLISHED = 2;
    private static final byte CATALOGUED = 4;

    private final int subspaces;
    private final int numbersPerRow;
    private double[] logCounts = {};
    private double[] numbers = {};
    private int[] coarse = {};
    private byte[] codes = {};
    private float[] norms = {};
    private String[][] features = {};
    private float[][] featureShares = {};

    /**
     * @param store the truth
     * @param init first values of new rows
     * @param dims values per row
     * @param subspaces bytes of a PQ code
     * @param numbers how many more numbers a row has, 0 to 255, all 0 until the item is clicked or published; what they
     *     mean is the business of who asks for them
     * @param capacity rows to keep in memory
     */
    public ItemTable(RowStore store, RowInit init, int dims, int subspaces, int numbers, int capacity) {
        super(store, init, dims, capacity, null);
        this.subspaces = subspaces;
        this.numbersPerRow = numbers;
        resize(values().length / dims);
    }

    /** D, bytes of a code. */
    public int subspaces() {
        return subspaces;
    }

    /**
     * The log of the decayed click count; -Infinity for an item that was never clicked. Where clicks are counted in {@link
     * #numbers}, 0 for one that was.
     */
    public double logCount(int slot) {
        return logCounts[slot];
    }

    /** Sets the log of the decayed click count of a touched row. */
    public void logCount(int slot, double to) {
        logCounts[slot] = to;
    }

    /** The numbers of all rows, replaced by a larger array as {@link #values} are. */
    public double[] numbers() {
        return numbers;
    }

    /** Where in {@link #numbers} those of a slot's row begin. */
    public int numbersAt(int slot) {
        return slot * numbersPerRow;
    }

    /** The item's feature tokens, in the catalogue's order; not to be changed. */
    public String[] features(int slot) {
        return features[slot];
    }

    /** Whether the catalogue says anything of the item that is worth keeping while nobody clicks it. */
    public boolean hasFeatures(int slot) {
        return features[slot].length > 0;
    }

    /** The share of each feature token in the sum of fields' means; not to be changed. */
    public float[] featureShares(int slot) {
        return featureShares[slot];
    }

    /** Sets the feature tokens of a touched row. */
    public void features(int slot, List<String> tokens) {
        features[slot] = tokens.isEmpty() ? NO_FEATURES : tokens.toArray(new String[0]);
        featureShares[slot] = FieldShares.of(tokens);
    }

    /** Whether a click of the item ever counted. */
    public boolean isClicked(int slot) {
        return logCounts[slot] != Double.NEGATIVE_INFINITY;
    }

    /** Whether the catalogue says that the item is gone. */
    public boolean isDeleted(int slot) {
        return flag(slot, DELETED);
    }

    /** Takes over whether the catalogue says that the item is gone. */
    public void deleted(int slot, boolean to) {
        flag(slot, DELETED, to);
    }

    /** Whether the catalogue has the item, and did not say since that it is gone. */
    public boolean isCatalogued(int slot) {
        return flag(slot, CATALOGUED);
    }

    /** Takes over whether the catalogue has the item. */
    public void catalogued(int slot, boolean to) {
        flag(slot, CATALOGUED, to);
    }

    /** Whether the index holds the item; code and norm are defined only then. */
    public boolean isPublished(int slot) {
        return flag(slot, PUBLISHED);
    }

    /** Takes over what the index holds from now on; the row becomes dirty if that is new. */
    public void published(int slot, int coarseCode, byte[] code, int codeOffset, float norm) {
        int at = slot * subspaces;
        if (isPublished(slot)
                && coarse[slot] == coarseCode
                && norms[slot] == norm
                && Arrays.equals(codes, at, at + subspaces, code, codeOffset, codeOffset + subspaces)) {
            return;
        }
        coarse[slot] = coarseCode;
        norms[slot] = norm;
        System.arraycopy(code, codeOffset, codes, at, subspaces);
        flag(slot, PUBLISHED, true);
        dirty(slot);
    }

    /** Says that the index does not hold the item any more. */
    public void withdrawn(int slot) {
        if (isPublished(slot)) {
            clearCode(slot);
            flag(slot, PUBLISHED, false);
        }
    }

    /** The coarse code as published. */
    public int coarse(int slot) {
        return coarse[slot];
    }

    /** The norm as published. */
    public float norm(int slot) {
        return norms[slot];
    }

    /** The PQ codes as published, (slots, subspaces). */
    public byte[] codes() {
        return codes;
    }

    /**
     * Puts the row back to what the catalogue says, features and deletion, as if it had never been clicked, touched or
     * published.
     */
    public void forget(int slot) {
        if (isClicked(slot) || isPublished(slot) || lastTouched(slot) != NEVER || !isFirst(slot)) {
            flag(slot, PUBLISHED, false);
            clearCounts(slot);
            clearCode(slot);
            lastTouched(slot, NEVER);
            first(slot);
            dirty(slot);
        }
    }

    @Override
    byte[] encode(int slot) {
        byte[][] texts = RowCodec.utf8(features[slot]);
        boolean history = isClicked(slot) || isPublished(slot) || hasNumbers(slot);
        boolean more = history && numbersPerRow > 0;
        int extra = 4 + (history ? historyBytes() : 0) + (more ? numbersBytes() : 0);
        for (byte[] text : texts) {
            extra += 4 + text.length;
        }
        int parts = (history ? RowCodec.HISTORY : 0) | (more ? RowCodec.MORE : 0);
        ByteBuffer out = RowCodec.begin(this, RowCodec.ITEM, slot, parts, extra);
        if (history) {
            out.putDouble(logCounts[slot])
                    .putInt(coarse[slot])
                    .putFloat(norms[slot])
                    .put((byte) subspaces);
            out.put(codes, slot * subspaces, subspaces);
        }
        if (more) {
            out.put((byte) numbersPerRow);
            for (int i = 0; i < numbersPerRow; i++) {
                out.putDouble(numbers[numbersAt(slot) + i]);
            }
        }
        out.putInt(texts.length);
        for (byte[] text : texts) {
            out.putInt(text.length).put(text);
        }
        return out.array();
    }

    @Override
    void decode(int slot, byte[] row) {
        ByteBuffer in = RowCodec.open(this, RowCodec.ITEM, slot, row);
        int parts = RowCodec.parts(row, RowCodec.ITEM);
        clearCounts(slot);
        if ((parts & RowCodec.HISTORY) != 0) {
            decodeHistory(slot, in);
            decodeNumbers(slot, (parts & RowCodec.MORE) == 0 ? 0 : RowCodec.readByte(in), in);
        } else {
            clearCode(slot);
        }
        features(slot, Arrays.asList(RowCodec.readTexts(in)));
        RowCodec.end(in);
    }

    private int historyBytes() {
        return 8 + 4 + 4 + 1 + subspaces;
    }

    private void decodeHistory(int slot, ByteBuffer in) {
        RowCodec.check(
                in.remaining() >= historyBytes(),
                "%d bytes remain: cut off within what clicks add to an item",
                in.remaining());
        logCounts[slot] = in.getDouble();
        coarse[slot] = in.getInt();
        norms[slot] = in.getFloat();
        int stored = in.get() & 0xff;
        RowCodec.check(
                stored == (subspaces & 0xff),
                "%d subspaces: the model has %d; codebook.subspaces cannot change over kept state",
                stored,
                subspaces);
        in.get(codes, slot * subspaces, subspaces);
    }

    /** An item whose clicks all weighed nothing may have some: what was learned of it. */
    private boolean hasNumbers(int slot) {
        for (int i = numbersAt(slot); i < numbersAt(slot + 1); i++) {
            if (numbers[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private int numbersBytes() {
        return 1 + 8 * numbersPerRow;
    }

    private void decodeNumbers(int slot, int stored, ByteBuffer in) {
        RowCodec.check(
                stored == numbersPerRow,
                "%d more numbers: the model has %d; popularity.estimate, item.bias, and whether popularity.half-life is auto, cannot change over kept state",
                stored,
                numbersPerRow);
        RowCodec.check(in.remaining() >= 8 * stored, "cut off within its %d more numbers", stored);
        for (int i = 0; i < stored; i++) {
            numbers[numbersAt(slot) + i] = in.getDouble();
        }
    }

    @Override
    void clear(int slot) {
        clearCounts(slot);
        features(slot, List.of());
        clearCode(slot);
    }

    private void clearCounts(int slot) {
        logCounts[slot] = Double.NEGATIVE_INFINITY;
        Arrays.fill(numbers, numbersAt(slot), numbersAt(slot + 1), 0);
    }

    private void clearCode(int slot) {
        coarse[slot] = -1;
        norms[slot] = 0;
        Arrays.fill(codes, slot * subspaces, (slot + 1) * subspaces, (byte) 0);
    }

    @Override
    void resize(int slots) {
        logCounts = Arrays.copyOf(logCounts, slots);
        numbers = Arrays.copyOf(numbers, Math.multiplyExact(slots, numbersPerRow));
        coarse = Arrays.copyOf(coarse, slots);
        codes = Arrays.copyOf(codes, slots * subspaces);
        norms = Arrays.copyOf(norms, slots);
        features = Arrays.copyOf(features, slots);
        featureShares = Arrays.copyOf(featureShares, slots);
    }
}
