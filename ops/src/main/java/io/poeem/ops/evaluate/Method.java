package io.poeem.ops.evaluate;

import java.util.Locale;

/** What answers questions; reports print the names in small letters. */
public enum Method {
    /** Through the index, as it is served. */
    SERVED,
    /** Every item of the version by its float embedding. */
    EXACT,
    /** The items with the highest decayed click counts in the version. */
    POPULARITY,
    /** The clicks of the last hour, no version's delay. */
    LAST_HOUR,
    /** The highest decayed click counts, no version's delay. */
    DECAYED_POPULARITY,
    /** Which item followed which, no version's delay. */
    COVISITATION,
    /** An index built on the version's embeddings by k-means over its items. */
    REBUILT_PLAIN,
    /** The same by k-means over items as often as they are clicked. */
    REBUILT_CLICK_WEIGHTED,
    /** The same as plain, by Faiss. */
    REBUILT_FAISS;

    /** As reports print it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
