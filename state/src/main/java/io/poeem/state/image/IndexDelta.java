package io.poeem.state.image;

import io.poeem.state.model.Model;
import java.util.List;

/**
 * What leads from one version to another: the whole model, rows and items that are new or changed, and what has gone. A full version is
 * a delta from nothing.
 *
 * @param base the version that this changes, or {@link #FULL}
 * @param trainedThrough milliseconds since the epoch, exclusive: every click before it is in
 * @param removedTokens ascending; none of them in {@code tokens}
 * @param removedItems ascending; none of them in {@code items}
 */
public record IndexDelta(
        long version,
        long base,
        long trainedThrough,
        Model model,
        TokenRows tokens,
        Items items,
        List<String> removedTokens,
        List<String> removedItems) {

    /** The base of a full version. */
    public static final long FULL = -1;

    public IndexDelta {
        if (version < 0 || base < FULL || base >= version) {
            throw new IllegalArgumentException("version " + version + " on base " + base
                    + "; versions are not negative, and a base is older than its delta or " + FULL);
        }
        removedTokens = removedTokens.stream().sorted().distinct().toList();
        removedItems = removedItems.stream().sorted().distinct().toList();
        for (String token : removedTokens) {
            requireGone("token", token, tokens.contains(token));
        }
        for (String id : removedItems) {
            requireGone("item", id, items.indexOf(id) >= 0);
        }
    }

    public boolean isFull() {
        return base == FULL;
    }

    private static void requireGone(String what, String key, boolean there) {
        if (there) {
            throw new IllegalArgumentException(what + " " + key + " is both there and removed in one version");
        }
    }
}
