package io.poeem.state.image;

/**
 * Items by ascending id (in Java's order of strings), in flat arrays: what a delta brings, and a view of an image for who goes through it
 * in order. Immutable; the arrays that the accessors hand out are its own, for reading only.
 */
public final class Items {
    private static final Items EMPTY =
            new Items(new String[0], new int[0], new byte[0], new float[0], new float[0], new float[0], null);

    private final String[] ids;
    private final int[] coarse;
    private final byte[] codes;
    private final float[] norms;
    private final float[] logCounts;
    private final float[] vectors; // null: not published
    private volatile KeyIndex index; // made at the first look-up; any number of threads may make it, all alike

    Items(String[] ids, int[] coarse, byte[] codes, float[] norms, float[] logCounts, float[] vectors, KeyIndex index) {
        this.ids = ids;
        this.coarse = coarse;
        this.codes = codes;
        this.norms = norms;
        this.logCounts = logCounts;
        this.vectors = vectors;
        this.index = index;
    }

    public static Items empty() {
        return EMPTY;
    }

    public int size() {
        return ids.length;
    }

    public String id(int i) {
        return ids[i];
    }

    /** Position of an id, or -1. */
    public int indexOf(String id) {
        KeyIndex known = index;
        if (known == null) {
            index = known = new KeyIndex(ids);
        }
        return known.find(id);
    }

    /** c, the list of an item, in [0, J). */
    public int coarse(int i) {
        return coarse[i];
    }

    /** ‖T(x)‖ when the item was encoded. */
    public float norm(int i) {
        return norms[i];
    }

    /** L, the log of the item's decayed click count. */
    public float logCount(int i) {
        return logCounts[i];
    }

    /** (n). */
    public int[] coarse() {
        return coarse;
    }

    /** (n, D), unsigned bytes. */
    public byte[] codes() {
        return codes;
    }

    /** (n), ‖T(x_i)‖. */
    public float[] norms() {
        return norms;
    }

    /** (n), L_i. */
    public float[] logCounts() {
        return logCounts;
    }

    /** Whether float embeddings are here: all items' or none's. */
    public boolean hasVectors() {
        return vectors != null;
    }

    /** (n, d), x before quantization, where the trainer publishes it. */
    public float[] vectors() {
        if (vectors == null) {
            throw new IllegalStateException(
                    "this version holds no vectors; the trainer's option publish.vectors adds them");
        }
        return vectors;
    }
}
