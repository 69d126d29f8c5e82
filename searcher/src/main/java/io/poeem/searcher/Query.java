package io.poeem.searcher;

import java.util.Arrays;
import java.util.List;

/** What is asked of an index: a bag of tokens, or a vector that was made elsewhere. */
public sealed interface Query {

    /** More tokens than any history and context hold; bounds the work of one query. */
    int MAX_TOKENS = 4_096;

    /**
     * Tokens {@code field=value}, for example {@code hist=1193} for each of the last items, oldest first, and
     * {@code last=1193} for the newest. A token may occur more than once, and then counts more than once.
     *
     * @throws IllegalArgumentException if there is none, more than {@value #MAX_TOKENS}, or one without a field or value
     */
    static Query tokens(String... tokens) {
        return tokens(List.of(tokens));
    }

    /** As {@link #tokens(String...)}. */
    static Query tokens(List<String> tokens) {
        return new Tokens(tokens);
    }

    /** Tokens divided by white space, for example {@code "hist=0111161 hist=0068646"}. */
    static Query parse(String text) {
        String stripped = text.strip();
        return new Tokens(stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+")));
    }

    /** A query vector, length d of the model: used in place of the query tower's output; need not be normalised. */
    static Query vector(float[] vector) {
        return new Vector(vector);
    }

    /** @param tokens each {@code field=value} */
    record Tokens(List<String> tokens) implements Query {
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

    /** @param values (d); copied, finite */
    record Vector(float[] values) implements Query {
        public Vector {
            values = values.clone();
            if (values.length == 0) {
                throw new IllegalArgumentException(
                        "the query vector is empty; it needs the model's number of dimensions");
            }
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new IllegalArgumentException("the query vector holds " + values[i] + " at position " + i
                            + "; every value must be finite");
                }
            }
        }

        @Override
        public float[] values() {
            return values.clone();
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
