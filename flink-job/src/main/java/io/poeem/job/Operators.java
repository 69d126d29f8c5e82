package io.poeem.job;

/**
 * The operators' uids and names. State is found again by uid: a uid never changes, and one that is gone is not used for
 * something else.
 */
public enum Operators {
    CLICKS("clicks", "Read clicks"),
    CLAMP_CLICKS("clamp-clicks", "Clamp click times"),
    ITEMS("items", "Read catalogue"),
    CLAMP_ITEMS("clamp-items", "Clamp catalogue times"),
    HISTORY("history", "User history"),
    TRAINER("trainer", "Shard trainer"),
    MODEL("model", "Read model"),
    MERGE("merge", "Merge rounds"),
    PROGRESS("progress", "Progress of rounds"),
    MODEL_SINK("model-sink", "Write model"),
    ANNOUNCER("announcer", "Announce versions"),
    INDEX("index-sink", "Write versions"),
    REJECTED("rejected-sink", "Write rejected records");

    private final String uid;
    private final String title;

    Operators(String uid, String title) {
        this.uid = uid;
        this.title = title;
    }

    /** As savepoints name it. */
    public String uid() {
        return uid;
    }

    /** As the web interface and metrics show it. */
    String title() {
        return title;
    }
}
