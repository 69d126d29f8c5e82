package io.poeem.train.publish;

/** How much a version changed. */
public final class VersionTally {

    private long encoded;
    private long newItems;
    private long newTokens;
    private long removedItems;
    private long removedTokens;

    /** Items encoded anew. */
    public long encoded() {
        return encoded;
    }

    /** Items that the index did not hold before. */
    public long newItems() {
        return newItems;
    }

    /** Tokens that the index did not hold before. */
    public long newTokens() {
        return newTokens;
    }

    /** Items that left the index. */
    public long removedItems() {
        return removedItems;
    }

    /** Tokens that left the index. */
    public long removedTokens() {
        return removedTokens;
    }

    void encoded(int n) {
        encoded += n;
    }

    void newItem() {
        newItems++;
    }

    void newToken() {
        newTokens++;
    }

    void removedItem() {
        removedItems++;
    }

    void removedToken() {
        removedTokens++;
    }
}
