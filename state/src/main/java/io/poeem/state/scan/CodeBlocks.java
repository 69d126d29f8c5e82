package io.poeem.state.scan;

/**
 * How codes lie in a byte array: in blocks of {@value #ITEMS} items, subspace by subspace within a block, so that one load takes
 * the codes of many items in one subspace.
 *
 * <ul>
 *   <li>K &gt; 16: a byte for each code, 32 bytes for each subspace. Of the block's items the first 16 take the even bytes and the
 *       others the odd ones.
 *   <li>K ≤ 16: two codes a byte, 16 bytes for each subspace. Item i is in the low half of a byte if i &lt; 16, else in the high half;
 *       of 16 items the first 8 take the even bytes and the others the odd ones. So the sums of even bytes, and those of odd bytes, are
 *       the items' in their order (the arrangement of André et al., "Cache locality is not enough", 2015, for 16-bit sums).
 * </ul>
 *
 * <p>The last block may be partly filled; what stands in its free places is never scored. Items may be written over in any order, and a
 * list shrinks by {@link #move moving} its last item into the gap: a layout knows nothing of who is where.
 */
public final class CodeBlocks {
    /** Items of a block. */
    public static final int ITEMS = 32;

    /** The largest K whose codes are packed two to a byte. */
    public static final int PACKED_CENTROIDS = 16;

    private final int subspaces;
    private final int centroids;
    private final boolean packed;
    private final int blockBytes;

    /**
     * @param subspaces D, at least 1
     * @param centroids K, 1 to 256
     */
    public CodeBlocks(int subspaces, int centroids) {
        if (subspaces < 1 || centroids < 1 || centroids > 256) {
            throw new IllegalArgumentException("codes of " + subspaces + " subspaces of " + centroids
                    + " centroids: there must be at least 1 subspace, and 1 to 256 centroids");
        }
        this.subspaces = subspaces;
        this.centroids = centroids;
        this.packed = centroids <= PACKED_CENTROIDS;
        this.blockBytes = Math.multiplyExact(subspaces, packed ? ITEMS / 2 : ITEMS);
    }

    /** D. */
    public int subspaces() {
        return subspaces;
    }

    /** K. */
    public int centroids() {
        return centroids;
    }

    /** Whether a byte holds two codes. */
    public boolean packed() {
        return packed;
    }

    /** Bytes of a block. */
    public int blockBytes() {
        return blockBytes;
    }

    /** Blocks that hold n items. */
    public static int blocks(int n) {
        return n / ITEMS + (n % ITEMS == 0 ? 0 : 1);
    }

    /** n rounded up to whole blocks: what arrays of a number per item are sized by. */
    public static int padded(int n) {
        return Math.multiplyExact(blocks(n), ITEMS);
    }

    /**
     * Bytes that hold n items.
     *
     * @throws ArithmeticException if no array is that long
     */
    public int bytes(int n) {
        return Math.multiplyExact(blocks(n), blockBytes);
    }

    /**
     * Writes an item's codes over whatever stood at its place.
     *
     * @param blocks of this layout
     * @param i the item's place, counted from the array's beginning
     * @param codes D unsigned bytes from {@code at} on, each below K
     */
    public void write(byte[] blocks, int i, byte[] codes, int at) {
        for (int m = 0; m < subspaces; m++) {
            int to = position(i, m);
            int code = codes[at + m];
            if (!packed) {
                blocks[to] = (byte) code;
            } else if (high(i)) {
                blocks[to] = (byte) (blocks[to] & 0x0f | code << 4);
            } else {
                blocks[to] = (byte) (blocks[to] & 0xf0 | code & 0x0f);
            }
        }
    }

    /** Writes D bytes, item i's codes, to {@code codes} from {@code at} on. */
    public void read(byte[] blocks, int i, byte[] codes, int at) {
        for (int m = 0; m < subspaces; m++) {
            codes[at + m] = (byte) code(blocks, i, m);
        }
    }

    /** Item i's code in subspace m, from 0. */
    public int code(byte[] blocks, int i, int m) {
        int both = blocks[position(i, m)] & 0xff;
        return !packed ? both : high(i) ? both >>> 4 : both & 0x0f;
    }

    /** Item {@code from}'s codes over those of item {@code to}, which may be in another array of this layout. */
    public void move(byte[] source, int from, byte[] target, int to) {
        for (int m = 0; m < subspaces; m++) {
            int code = code(source, from, m);
            int at = position(to, m);
            target[at] = (byte) (!packed ? code : high(to) ? target[at] & 0x0f | code << 4 : target[at] & 0xf0 | code);
        }
    }

    /** The byte of item i's code in subspace 0; that of each next subspace is {@link #stride} further on. */
    int first(int i) {
        return position(i, 0);
    }

    /** Bytes of a block's codes in one subspace. */
    int stride() {
        return packed ? ITEMS / 2 : ITEMS;
    }

    /** By how many bits item i's codes are shifted within their bytes. */
    int shift(int i) {
        return packed && high(i) ? 4 : 0;
    }

    /** What leaves of a shifted byte the code alone. */
    int mask() {
        return packed ? 0x0f : 0xff;
    }

    private int position(int i, int m) {
        int block = i / ITEMS * blockBytes;
        int in = i % ITEMS;
        return packed
                ? block + m * (ITEMS / 2) + 2 * (in % 8) + (in / 8 & 1)
                : block + m * ITEMS + 2 * (in % 16) + in / 16;
    }

    private static boolean high(int i) {
        return (i & ITEMS / 2) != 0;
    }
}
