package io.poeem.state.image;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of query tokens. Immutable: a version shares rows, and most of what finds them, with the versions before and after.
 *
 * <p>Positions ascend with the tokens (in Java's order of strings); who asks for one in a version that others led to pays for a sort.
 */
public final class TokenRows {
    private static final TokenRows EMPTY = new TokenRows(Keys.empty(), new float[0][][]);

    private static final int BITS = 10;
    private static final int MASK = (1 << BITS) - 1;

    private final Keys keys;
    private final float[][][] pages; // rows by number, null where a number is free

    private TokenRows(Keys keys, float[][][] pages) {
        this.keys = keys;
        this.pages = pages;
    }

    public static TokenRows empty() {
        return EMPTY;
    }

    public int size() {
        return keys.size();
    }

    /** The token at position i, from 0. */
    public String token(int i) {
        return keys.key(keys.ascending()[i]);
    }

    /** Row of position i, (d); read only. */
    public float[] row(int i) {
        return rowOf(keys.ascending()[i]);
    }

    /** Row of a token such as {@code hist=42}, (d); read only; null if there is none. */
    public float[] row(String token) {
        int number = keys.find(token);
        return number < 0 ? null : rowOf(number);
    }

    public boolean contains(String token) {
        return keys.find(token) >= 0;
    }

    private float[] rowOf(int number) {
        return pages[number >>> BITS][number & MASK];
    }

    /** These rows with others put in or over them, and some left out. */
    TokenRows with(TokenRows changed, List<String> removed) {
        Keys.Edit edit = keys.edit();
        Rows rows = new Rows();
        for (String token : removed) {
            int number = keys.find(token);
            if (number >= 0) {
                edit.remove(number);
                rows.set(number, null);
            }
        }
        for (int number : changed.keys.ascending()) {
            String token = changed.keys.key(number);
            int known = keys.find(token);
            rows.set(known >= 0 ? known : edit.add(token), changed.rowOf(number));
        }
        return new TokenRows(edit.done(), rows.pages);
    }

    /** Pages of the next version, each copied when it is written to first. */
    private final class Rows {
        private float[][][] pages = TokenRows.this.pages.clone();
        private boolean[] own = new boolean[pages.length];

        void set(int number, float[] row) {
            int page = number >>> BITS;
            if (page >= pages.length) {
                pages = Arrays.copyOf(pages, page + 1);
                own = Arrays.copyOf(own, page + 1);
            }
            if (!own[page]) {
                pages[page] = pages[page] == null ? new float[1 << BITS][] : pages[page].clone();
                own[page] = true;
            }
            pages[page][number & MASK] = row;
        }
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
            int[] order = Ascending.of(tokens, n, "token");
            Keys.Edit edit = Keys.empty().edit();
            float[][][] pages = new float[n + MASK >>> BITS][1 << BITS][];
            for (int i = 0; i < n; i++) {
                int number = edit.add(tokens[order[i]]);
                pages[number >>> BITS][number & MASK] = rows[order[i]];
            }
            return new TokenRows(edit.done(), pages);
        }
    }
}
