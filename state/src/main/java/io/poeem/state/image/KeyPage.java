package io.poeem.state.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Up to {@value #SIZE} keys as UTF-8, one behind the other: a few large arrays in place of many strings. Immutable. */
final class KeyPage {
    static final int BITS = 10;
    static final int SIZE = 1 << BITS;
    static final KeyPage EMPTY = new KeyPage(new byte[0], new int[0]);

    private final byte[] text;
    private final int[] ends;

    private KeyPage(byte[] text, int[] ends) {
        this.text = text;
        this.ends = ends;
    }

    /**
     * This page with other keys at some places.
     *
     * @param keys at each place the new key, or null where the old one stays
     * @param n places in use from now on
     */
    KeyPage with(String[] keys, int n) {
        byte[][] encoded = new byte[n][];
        int[] newEnds = new int[n];
        int length = 0;
        for (int i = 0; i < n; i++) {
            encoded[i] = keys[i] == null ? null : encode(keys[i]);
            length += encoded[i] != null ? encoded[i].length : i < ends.length ? end(i) - start(i) : 0;
            newEnds[i] = length;
        }
        byte[] newText = new byte[length];
        int to = 0;
        for (int i = 0; i < n; i++) {
            if (encoded[i] != null) {
                System.arraycopy(encoded[i], 0, newText, to, encoded[i].length);
            } else if (i < ends.length) {
                System.arraycopy(text, start(i), newText, to, end(i) - start(i));
            }
            to = newEnds[i];
        }
        return new KeyPage(newText, newEnds);
    }

    private static byte[] encode(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        if (!new String(bytes, UTF_8).equals(key)) {
            throw new IllegalArgumentException("key '" + key + "' is not Unicode text: it holds half a surrogate pair");
        }
        return bytes;
    }

    long bytes() {
        return text.length + 4L * ends.length;
    }

    private int start(int place) {
        return place == 0 ? 0 : ends[place - 1];
    }

    private int end(int place) {
        return ends[place];
    }

    String key(int place) {
        return new String(text, start(place), end(place) - start(place), UTF_8);
    }

    /** Without making a string, unless the key is not ASCII. */
    boolean is(int place, String key) {
        int start = start(place);
        int length = end(place) - start;
        if (length < key.length()) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            if (text[start + i] < 0) {
                return key(place).equals(key);
            }
            if (text[start + i] != key.charAt(i)) {
                return false;
            }
        }
        return length == key.length();
    }

    int hash(int place, KeyHash hash) {
        for (int i = start(place); i < end(place); i++) {
            if (text[i] < 0) {
                return hash.of(key(place));
            }
        }
        return hash.ofAscii(text, start(place), end(place));
    }

    /** In Java's order of strings, which puts what lies outside the basic plane before the plane's last part. */
    int compare(int place, KeyPage other, int otherPlace) {
        int a = start(place);
        int b = other.start(otherPlace);
        int at = Arrays.mismatch(text, a, end(place), other.text, b, other.end(otherPlace));
        if (at < 0) {
            return 0;
        }
        if (a + at == end(place)) {
            return -1;
        }
        return b + at == other.end(otherPlace) ? 1 : utf16(text[a + at]) - utf16(other.text[b + at]);
    }

    /** U+E000 to U+FFFF begin with EE and EF, and what UTF-16 has pairs for with F0 to F4. */
    private static int utf16(byte first) {
        int unsigned = first & 0xff;
        return unsigned == 0xee || unsigned == 0xef ? unsigned + 0x10 : unsigned;
    }
}
