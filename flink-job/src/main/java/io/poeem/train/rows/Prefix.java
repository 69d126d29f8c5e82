package io.poeem.train.rows;

/**
 * The beginning that all tokens of a field share, such as {@code hist=}: finds the token of a name without building it.
 */
public final class Prefix {

    private static final int POWERS = 64;

    private final String text;
    private final int[] shifted = new int[POWERS];

    /** @param field the field's name, without the {@code =} */
    public Prefix(String field) {
        text = field + '=';
        int power = 1;
        for (int length = 0; length < POWERS; length++) {
            shifted[length] = text.hashCode() * power;
            power *= 31;
        }
    }

    /** The token itself. */
    public String token(String name) {
        return text.concat(name);
    }

    /** What {@code token(name).hashCode()} is, by String's polynomial: h(ab) = h(a)·31^|b| + h(b). */
    int hash(String name) {
        return name.length() < POWERS
                ? shifted[name.length()] + name.hashCode()
                : token(name).hashCode();
    }

    /** Whether {@code key} is {@code token(name)}. */
    boolean matches(String key, String name) {
        return key.length() == text.length() + name.length() && key.startsWith(text) && key.endsWith(name);
    }
}
