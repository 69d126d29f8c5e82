package io.poeem.state.image;

import io.poeem.state.model.Model;

/**
 * An index at one version. Immutable and safe to hand to any number of threads; shares with its neighbours what did not change.
 */
public final class IndexImage {
    private static final IndexImage EMPTY =
            new IndexImage(IndexDelta.FULL, Long.MIN_VALUE, null, TokenRows.empty(), null);

    private final long version;
    private final long trainedThrough;
    private final Model model;
    private final TokenRows tokens;
    private final ItemLists lists;
    private volatile Items items; // made when they are asked for

    private IndexImage(long version, long trainedThrough, Model model, TokenRows tokens, ItemLists lists) {
        this.version = version;
        this.trainedThrough = trainedThrough;
        this.model = model;
        this.tokens = tokens;
        this.lists = lists;
    }

    /** Version -1: no model, no rows, no items. */
    public static IndexImage empty() {
        return EMPTY;
    }

    public boolean isEmpty() {
        return model == null;
    }

    public long version() {
        return version;
    }

    /** Milliseconds since the epoch, exclusive: every click before it is in. */
    public long trainedThrough() {
        return trainedThrough;
    }

    /** Null in the empty image alone. */
    public Model model() {
        return model;
    }

    public TokenRows tokens() {
        return tokens;
    }

    /** How many items there are. */
    public int size() {
        return isEmpty() ? 0 : lists.size();
    }

    /** The items as a search reads them; null in the empty image alone. */
    public ItemLists lists() {
        return lists;
    }

    /** The items by ascending id: a copy, as large again, that is made at the first call and kept. Serving does without. */
    public Items items() {
        Items known = items;
        if (known == null) {
            items = known = copyOfItems();
        }
        return known;
    }

    /** As {@link #items()}, but made anew at each call, and not kept: for whoever serves this image and wants them in passing. */
    public Items copyOfItems() {
        return isEmpty() ? Items.empty() : lists.sorted();
    }

    /**
     * The image after a delta on this version, or after a full version, whatever this is. This image stays as it is.
     *
     * @throws IllegalArgumentException if the delta's base is another version, its model has another shape, or a value of an item is out
     *     of bounds
     */
    public IndexImage apply(IndexDelta delta) {
        IndexImage from = delta.isFull() ? EMPTY : this;
        if (delta.base() != from.version) {
            throw new IllegalArgumentException(
                    "version " + delta.version() + " changes version " + delta.base() + ", this is " + version);
        }
        if (!from.isEmpty() && !from.model.shape().equals(delta.model().shape())) {
            throw new IllegalArgumentException(
                    "version " + delta.version() + " has " + delta.model().shape() + ", version " + version + " has "
                            + model.shape() + "; only a full version may change it");
        }
        return new IndexImage(
                delta.version(),
                delta.trainedThrough(),
                delta.model(),
                from.tokens.with(delta.tokens(), delta.removedTokens()),
                (from.isEmpty() ? ItemLists.empty(delta.model().shape()) : from.lists)
                        .with(delta.items(), delta.removedItems()));
    }

    /**
     * SHA-256 over the canonical form of the content (docs/wire.md): model, token rows, items with codes, norm and log count; neither
     * provenance nor vectors. Equal for a full version and for its base with deltas. Costs a pass over the content.
     *
     * @throws IllegalStateException on the empty image
     */
    public byte[] contentSha256() {
        if (isEmpty()) {
            throw new IllegalStateException("the empty image has no content");
        }
        return ContentHash.of(this);
    }
}
