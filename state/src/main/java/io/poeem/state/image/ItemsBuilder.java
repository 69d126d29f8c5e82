package io.poeem.state.image;

import java.util.Arrays;

/** Collects items in any order. Vectors are given for all items or for none, each right after its item or later by id. */
public final class ItemsBuilder {
    private final int dims;
    private final int subspaces;
    private String[] ids = new String[64];
    private int[] coarse = new int[64];
    private byte[] codes;
    private float[] norms = new float[64];
    private float[] logCounts = new float[64];
    private int n;
    private String[] vectorIds = new String[64];
    private float[] vectors = {};
    private int vectorCount;

    /**
     * @param dims d, of the vectors
     * @param subspaces D, bytes of a code
     */
    public ItemsBuilder(int dims, int subspaces) {
        this.dims = dims;
        this.subspaces = subspaces;
        this.codes = new byte[64 * subspaces];
    }

    /** @param code D bytes from {@code codeOffset}, copied */
    public ItemsBuilder add(String id, int coarseCode, byte[] code, int codeOffset, float norm, float logCount) {
        if (n == ids.length) {
            ids = Arrays.copyOf(ids, 2 * n);
            coarse = Arrays.copyOf(coarse, 2 * n);
            norms = Arrays.copyOf(norms, 2 * n);
            logCounts = Arrays.copyOf(logCounts, 2 * n);
            codes = Arrays.copyOf(codes, 2 * n * subspaces);
        }
        ids[n] = id;
        coarse[n] = coarseCode;
        norms[n] = norm;
        logCounts[n] = logCount;
        System.arraycopy(code, codeOffset, codes, n * subspaces, subspaces);
        n++;
        return this;
    }

    /** @param x d floats from {@code offset}, copied */
    public ItemsBuilder vector(String id, float[] x, int offset) {
        if (vectorCount == vectorIds.length) {
            vectorIds = Arrays.copyOf(vectorIds, 2 * vectorCount);
        }
        vectors = Columns.room(vectors, (vectorCount + 1) * dims);
        vectorIds[vectorCount] = id;
        System.arraycopy(x, offset, vectors, vectorCount * dims, dims);
        vectorCount++;
        return this;
    }

    /** @throws IllegalArgumentException if an item or a vector was added twice, or vectors are there for some items only */
    public Items build() {
        int[] order = Ascending.of(ids, n, "item");
        String[] sortedIds = new String[n];
        int[] sortedCoarse = new int[n];
        byte[] sortedCodes = new byte[n * subspaces];
        for (int i = 0; i < n; i++) {
            sortedIds[i] = ids[order[i]];
            sortedCoarse[i] = coarse[order[i]];
            System.arraycopy(codes, order[i] * subspaces, sortedCodes, i * subspaces, subspaces);
        }
        return new Items(
                sortedIds,
                sortedCoarse,
                sortedCodes,
                Columns.permute(norms, order, 1),
                Columns.permute(logCounts, order, 1),
                vectorCount == 0 ? null : sortedVectors(sortedIds),
                null);
    }

    private float[] sortedVectors(String[] sortedIds) {
        int[] order = Ascending.of(vectorIds, vectorCount, "vector of item");
        for (int i = 0; i < Math.max(n, vectorCount); i++) {
            if (i >= n || i >= vectorCount || !vectorIds[order[i]].equals(sortedIds[i])) {
                throw new IllegalArgumentException("vectors are there for " + vectorCount + " items of " + n
                        + ", and not for the same ones; they must be for all or for none");
            }
        }
        return Columns.permute(vectors, order, dims);
    }
}
