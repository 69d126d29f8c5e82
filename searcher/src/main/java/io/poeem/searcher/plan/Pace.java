package io.poeem.searcher.plan;

/** How to get to the newest version. */
public enum Pace {
    /** By the fewest loads: from what is held if deltas lead on from it, otherwise from the newest full version. */
    NEWEST,
    /** Through every version on the way, oldest first. */
    EVERY_VERSION
}
