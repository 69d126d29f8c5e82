package io.poeem.train.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What share each token has in the sum of fields' means: one over the number of tokens of its field. A token's field is the
 * part before its first {@code =}; a token without one is a field of its own.
 */
public final class FieldShares {

    /** Up to so many tokens, comparing each with each is cheaper than a map. */
    private static final int FEW = 16;

    private static final float[] NONE = {};

    private FieldShares() {}

    /** The shares of {@code tokens}, in their order. */
    public static float[] of(List<String> tokens) {
        if (tokens.isEmpty()) {
            return NONE;
        }
        int[] counts = tokens.size() <= FEW ? comparing(tokens) : counting(tokens);
        float[] shares = new float[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = 1f / counts[i];
        }
        return shares;
    }

    /** The number of characters of a token's field. */
    public static int fieldLength(String token) {
        int at = token.indexOf('=');
        return at < 0 ? token.length() : at;
    }

    private static int[] comparing(List<String> tokens) {
        int[] counts = new int[tokens.size()];
        for (int i = 0; i < counts.length; i++) {
            String token = tokens.get(i);
            int length = fieldLength(token);
            for (String other : tokens) {
                if (fieldLength(other) == length && token.regionMatches(0, other, 0, length)) {
                    counts[i]++;
                }
            }
        }
        return counts;
    }

    private static int[] counting(List<String> tokens) {
        Map<String, Integer> fields = new HashMap<>();
        for (String token : tokens) {
            fields.merge(token.substring(0, fieldLength(token)), 1, Integer::sum);
        }
        int[] counts = new int[tokens.size()];
        for (int i = 0; i < counts.length; i++) {
            String token = tokens.get(i);
            counts[i] = fields.get(token.substring(0, fieldLength(token)));
        }
        return counts;
    }
}
