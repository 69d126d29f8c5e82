package io.poeem.searcher;

/** What an index may be called: its name stands in records, in logs, in metrics, and in the name of a cache file. */
final class IndexNames {

    private static final int MAX = 200;

    private IndexNames() {}

    /** @throws IllegalArgumentException for a name that is empty, too long, or holds anything else than letters, digits, . _ - */
    static String require(String name) {
        if (name == null || name.isEmpty() || name.length() > MAX) {
            throw new IllegalArgumentException("the index's name has " + (name == null ? 0 : name.length())
                    + " characters; it must have 1 to " + MAX);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "._-".indexOf(c) >= 0;
            if (!plain) {
                throw new IllegalArgumentException(String.format(
                        "the index's name holds U+%04X at position %d; letters, digits, '.', '_' and '-' are allowed",
                        (int) c, i));
            }
        }
        if (name.startsWith(".")) {
            throw new IllegalArgumentException("the index's name '" + name + "' begins with a dot");
        }
        return name;
    }
}
