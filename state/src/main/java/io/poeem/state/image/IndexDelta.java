package io.poeem.state.image;

import io.poeem.state.model.Model;
import java.util.List;

/** What leads from one version to another: rows and items that are new or changed, and what has gone. */
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

    public boolean isFull() {
        return base == FULL;
    }
}
