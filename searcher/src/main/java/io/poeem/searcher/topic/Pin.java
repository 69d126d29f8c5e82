package io.poeem.searcher.topic;

import java.util.OptionalLong;

/**
 * Where an index is pinned to; the last one of an index counts.
 *
 * @param version that every searcher goes to, also backwards; empty: the newest
 * @param time wall clock when it was set, milliseconds since the epoch; 0 if that is not known
 * @param reason for people; may be empty
 */
public record Pin(OptionalLong version, long time, String reason) {

    /** No pin was ever set. */
    public static final Pin NONE = new Pin(OptionalLong.empty(), 0, "");

    /** What {@link io.poeem.schemas.IndexPin} says for no version. */
    public static final long NO_VERSION = -1;
}
