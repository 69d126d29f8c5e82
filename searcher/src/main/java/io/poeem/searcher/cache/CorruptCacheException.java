package io.poeem.searcher.cache;

/** A cache file that no cache of ours has written, or that was damaged since. It is of no use to anybody. */
public final class CorruptCacheException extends Exception {

    private static final long serialVersionUID = 1L;

    CorruptCacheException(String message) {
        super(message);
    }
}
