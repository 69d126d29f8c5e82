package io.poeem.searcher;

/**
 * How a subscriber stands. Whatever it is, the version that is served stays served; {@link SubscriberStatus#message()} says
 * what is the matter and what mends it.
 */
public enum SubscriberState {
    /** What is announced is still being read. */
    STARTING(false),
    /** Nothing is announced yet. */
    EMPTY(false),
    /** The newest version is served. */
    FOLLOWING(false),
    /** A newer version is on its way into service. */
    LOADING(false),
    /** The version that the index is pinned to is served. */
    PINNED(false),
    /** The index is pinned to a version that cannot be had. */
    PIN_UNREACHABLE(true),
    /** The newest version, or the pinned one, was refused; see {@link SubscriberStatus#failures()}. */
    VERSION_FAILED(true),
    /** Newer versions are announced, but the version that they change is in the topics no more: retention ate it. */
    BASE_LOST(true),
    /** The topic of announcements was deleted and made again: its offsets went back. */
    TOPIC_RECREATED(true),
    /** Two announcements go on from the same one: two trainers publish under one name. */
    TWO_TRAINERS(true),
    /** A trainer began anew with lower version numbers than were announced before. */
    NUMBERS_WENT_BACK(true),
    /** The topics cannot be reached; the subscriber goes on trying. */
    UNREACHABLE(true),
    /** Follows no more. */
    CLOSED(false);

    private final boolean trouble;

    SubscriberState(boolean trouble) {
        this.trouble = trouble;
    }

    /** Whether somebody has to do something, or at least to know. */
    public boolean isTrouble() {
        return trouble;
    }
}
