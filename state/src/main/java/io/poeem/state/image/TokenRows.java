package io.poeem.state.image;

import java.util.Arrays;

/**
 * Rows of query tokens by ascending token (in Java's order of strings). Immutable: rows are shared with the versions before and after.
 */
public final class TokenRows {
    private static final TokenRows EMPTY = new TokenRows(new String[0], new float[0][], null);

    private final String[] tokens;
    private final float[][] rows;
    private volatile KeyIndex index; // made at the first look-up; any number of threads may make it, all alike

    private TokenRows(String[] tokens, float[][] rows, KeyIndex index) {
        this.tokens = tokens;
        this.rows = rows;
        this.index = index;
    }

    public static TokenRows empty() {
        return EMPTY;
    }

    public int size() {
        return tokens.length;
    }

    public String token(int i) {
        return tokens[i];
    }

    /** Row of position i, (d); read only. */
    public float[] row(int i) {
        return rows[i];
    }

    /** Row of a token such as {@code hist=42}, (d); read only; null if there is none. */
    public float[] row(String token) {
        int i = indexOf(token);
        return i < 0 ? null : rows[i];
    }

    /** Position of a token, or -1. */
    public int indexOf(String token) {
        KeyIndex known = index;
        if (known == null) {
            index = known = new KeyIndex(tokens);
        }
        return known.find(token);
    }

    /** These rows with others put in or over them, and some left out. */
    TokenRows with(TokenRows changed, String[] removed) {
        KeyMerge merge = KeyMerge.of(tokens, changed.tokens, removed);
        float[][] merged = new float[merge.source.length][];
        for (int i = 0; i < merged.length; i++) {
            int from = merge.source[i];
            merged[i] = from >= 0 ? rows[from] : changed.rows[~from];
        }
        return new TokenRows(merge.keys, merged, merge.keepsKeys(tokens) ? index : null);
    }

    /** Collects rows in any order. */
    public static final class Builder {
        private String[] tokens = new String[64];
        private float[][] rows = new float[64][];
        private int n;

        /** @param row kept, not copied */
        public Builder add(String token, float[] row) {
            if (n == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * n);
                rows = Arrays.copyOf(rows, 2 * n);
            }
            tokens[n] = token;
            rows[n++] = row;
            return this;
        }

        /** @throws IllegalArgumentException if a token was added twice */
        public TokenRows build() {
            int[] order = KeyMerge.ascending(tokens, n, "token");
            String[] sortedTokens = new String[n];
            float[][] sortedRows = new float[n][];
            for (int i = 0; i < n; i++) {
                sortedTokens[i] = tokens[order[i]];
                sortedRows[i] = rows[order[i]];
            }
            return new TokenRows(sortedTokens, sortedRows, null);
        }
    }
}
