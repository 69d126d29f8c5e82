package io.poeem.searcher.plan;

/**
 * A version's place in the history of an index.
 *
 * @param version its number; at least 0
 * @param base the version that a delta changes; {@link #NO_BASE} for a full version
 * @param hash SHA-256 of the announcement's bytes, in hexadecimal
 * @param previous the {@code hash} of the announcement before this one; empty for the first
 */
public record Link(long version, long base, String hash, String previous) {

    /** The base of a full version. */
    public static final long NO_BASE = -1;

    public boolean full() {
        return base == NO_BASE;
    }

    /**
     * Whether this delta was made from {@code held}: by number and by hash. The number alone would let a delta of one
     * run of the trainer be applied to another run's version.
     */
    public boolean follows(Link held) {
        return !full() && base == held.version && previous.equals(held.hash);
    }
}
