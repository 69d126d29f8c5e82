package io.poeem.searcher;

/**
 * Why a version is not served.
 *
 * @param version its number
 * @param reason what kind of fault it is
 * @param message names the thing, its value and the limit
 */
public record VersionFailure(long version, Reason reason, String message) {

    /** Kinds of faults. */
    public enum Reason {
        /** A hash, a length or a value does not hold. */
        CORRUPT,
        /** Chunks that the manifest names are not there. */
        INCOMPLETE,
        /** Takes more bytes or more heap than it may; see maxVersionBytes and maxHeapBytes. */
        TOO_LARGE,
        /** Written in a format that is no longer read. */
        TOO_OLD,
        /** Written in a format that is not known yet: update the searcher first. */
        TOO_NEW,
        /** Announced twice with different content; the first one counts. */
        ANNOUNCED_TWICE
    }
}
