package io.poeem.searcher;

import java.util.Arrays;
import java.util.List;

/** What is asked of an index: a bag of tokens, a vector that was made elsewhere, or several of these at once. */
public sealed interface Query {

    /** More tokens than any history and context hold; bounds the work of one query. */
    int MAX_TOKENS = 4_096;
    /** More interests than a user has; each costs about as much as a query. */
    int MAX_HEADS = 32;

    /**
     * Tokens {@code field=value}, for example {@code hist=1193} for each of the last items, oldest first, and
     * {@code last=1193} for the newest. A token may occur more than once, and then counts more than once.
     *
     * @throws IllegalArgumentException if there is none, more than {@value #MAX_TOKENS}, or one without a field or value
     */
    static Head tokens(String... tokens) {
        return tokens(List.of(tokens));
    }

    /** As {@link #tokens(String...)}. */
    static Head tokens(List<String> tokens) {
        return new Tokens(tokens);
    }

    /** Tokens divided by white space, for example {@code "hist=0111161 hist=0068646"}. */
    static Head parse(String text) {
        String stripped = text.strip();
        return new Tokens(stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+")));
    }

    /** A query vector, length d of the model: used in place of the query tower's output; need not be normalised. */
    static Head vector(float[] vector) {
        return new Vector(vector);
    }

    /**
     * Several queries in one, as for a user of several interests: an item's score is the largest over the heads, and it comes
     * back once. Heads of which nothing is known are left out.
     *
     * @throws IllegalArgumentException if there is none, or more than {@value #MAX_HEADS}
     */
    static Query heads(List<? extends Head> heads) {
        return new Heads(List.copyOf(heads));
    }

    /** One query in itself, and what {@link Heads} are made of. */
    sealed interface Head extends Query {}

    /** @param heads 1 to {@value #MAX_HEADS} */
    record Heads(List<Head> heads) implements Query {
        public Heads {
            heads = List.copyOf(heads);
            if (heads.isEmpty() || heads.size() > MAX_HEADS) {
                throw new IllegalArgumentException(
                        "the query has " + heads.size() + " heads, but must have 1 to " + MAX_HEADS);
            }
        }
    }

    /** @param tokens each {@code field=value} */
    record Tokens(List<String> tokens) implements Head {
        public Tokens {
            tokens = List.copyOf(tokens);
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("the query has no tokens; give at least one, such as hist=42");
            }
            if (tokens.size() > MAX_TOKENS) {
                throw new IllegalArgumentException("the query has " + tokens.size() + " tokens, the limit is "
                        + MAX_TOKENS + "; leave out the oldest of the history");
            }
            for (String token : tokens) {
                int equals = token.indexOf('=');
                if (equals <= 0 || equals == token.length() - 1) {
                    throw new IllegalArgumentException(
                            "query token '" + token + "' is not of the form field=value, such as hist=42");
                }
            }
        }

        /** The part of a token before the first {@code =}. */
        static String field(String token) {
            return token.substring(0, token.indexOf('='));
        }
    }

    /** @param values (d); copied, finite, of length 0 or {@value #LEAST_LENGTH} to {@value #MOST_LENGTH} */
    record Vector(float[] values) implements Head {
        /** Within these, products and squared distances stay finite. */
        static final double LEAST_LENGTH = 1e-12;

        static final double MOST_LENGTH = 1e12;

        public Vector {
            values = values.clone();
            if (values.length == 0) {
                throw new IllegalArgumentException(
                        "the query vector is empty; it needs the model's number of dimensions");
            }
            double squares = 0;
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new IllegalArgumentException("the query vector holds " + values[i] + " at position " + i
                            + "; every value must be finite");
                }
                squares += (double) values[i] * values[i];
            }
            double length = Math.sqrt(squares);
            if (squares != 0 && !(length >= LEAST_LENGTH && length <= MOST_LENGTH)) {
                throw new IllegalArgumentException("the query vector has length " + length + ", but must have 0, or "
                        + LEAST_LENGTH + " to " + MOST_LENGTH + "; scale it");
            }
        }

        @Override
        public float[] values() {
            return values.clone();
        }

        int dims() {
            return values.length;
        }

        boolean isZero() {
            for (float value : values) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }

        void copyTo(float[] out, int at) {
            System.arraycopy(values, 0, out, at, values.length);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vector v && Arrays.equals(values, v.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Vector" + Arrays.toString(values);
        }
    }
}
