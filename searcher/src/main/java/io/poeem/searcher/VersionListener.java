package io.poeem.searcher;

/**
 * Hears of every version. Called by the subscriber's own thread, in order: a slow listener delays the next version, and
 * what a listener throws is logged and goes no further.
 */
public interface VersionListener {

    /** This version is served from now on; {@code current()} already answers with it. */
    default void onVersion(LoadedVersion loaded) {}

    /** This version will not be served, and what was served before stays. */
    default void onFailure(VersionFailure failure) {}

    /** The topics cannot be reached, or hold a record that cannot be read; the subscriber goes on trying. */
    default void onTrouble(String message) {}
}
