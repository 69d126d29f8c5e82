package io.poeem.train.publish;

import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.health.IndexHealth;
import io.poeem.train.popularity.ItemPopularity;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowTable;
import io.poeem.train.rows.RowVisitor;

/** One block of items on its way into a version. */
final class ItemBlock implements RowVisitor {

    private final ItemTable items;
    private final ItemEncoder encoder;
    private final ItemPopularity popularity;
    private final VersionWriter out;
    private final long due;
    private final boolean full;
    private final boolean rescaled;
    private final long trainedThrough;
    private final long expired;
    private final PublishOptions options;
    private final VersionTally tally;
    private final IndexHealth health;
    private final int[] encoding = new int[BLOCK];
    private final int[] writing = new int[BLOCK];
    private int toEncode;
    private int toWrite;

    ItemBlock(
            ItemTable items,
            ItemEncoder encoder,
            ItemPopularity popularity,
            VersionWriter out,
            long due,
            boolean full,
            boolean rescaled,
            long trainedThrough,
            long expired,
            PublishOptions options,
            VersionTally tally,
            IndexHealth health) {
        this.items = items;
        this.encoder = encoder;
        this.popularity = popularity;
        this.out = out;
        this.due = due;
        this.full = full;
        this.rescaled = rescaled;
        this.trainedThrough = trainedThrough;
        this.expired = expired;
        this.options = options;
        this.tally = tally;
        this.health = health;
    }

    @Override
    public void visit(int[] slots, int n) {
        toEncode = 0;
        toWrite = 0;
        for (int i = 0; i < n; i++) {
            sort(slots[i]);
        }
        encode();
        write();
    }

    private void encode() {
        for (int i = 0; i < toEncode; i++) {
            leaves(encoding[i]);
        }
        encoder.encode(encoding, toEncode);
        tally.encoded(toEncode);
        for (int i = 0; i < toEncode; i++) {
            int slot = encoding[i];
            health.entered(items.coarse(slot), items.codes(), slot * items.subspaces());
            health.encoded(encoder.rowLength(slot));
        }
    }

    private void leaves(int slot) {
        if (items.isPublished(slot)) {
            health.left(items.coarse(slot), items.codes(), slot * items.subspaces());
        }
    }

    private void sort(int slot) {
        boolean isDue = (due >>> items.slice(slot) & 1) != 0;
        if (items.isTouched(slot) && (items.isDeleted(slot) || isUnclicked(slot))) {
            items.touchedUntil(slot, trainedThrough);
        }
        if (isDue && items.lastTouched(slot) < expired) {
            withdraw(slot);
            expire(slot);
        } else if (items.isDeleted(slot) || !items.isClicked(slot) && !isAnnounced(slot)) {
            withdraw(slot);
        } else if (isDue || items.isTouched(slot)) {
            if (!items.isPublished(slot)) {
                tally.newItem();
            }
            popularity.renew(slot);
            encoding[toEncode++] = slot;
            writing[toWrite++] = slot;
        } else if (full && items.isPublished(slot)) {
            if (rescaled) {
                popularity.renew(slot);
            }
            writing[toWrite++] = slot;
        }
    }

    /** Whether the catalogue alone brings the item into the index. */
    private boolean isUnclicked(int slot) {
        return options.unclicked() && items.isCatalogued(slot) && !items.isClicked(slot);
    }

    /** Whether it does, and the catalogue's last word is not forgotten. */
    private boolean isAnnounced(int slot) {
        return isUnclicked(slot) && items.lastTouched(slot) != RowTable.NEVER;
    }

    private void expire(int slot) {
        if (items.isDeleted(slot) || !items.hasFeatures(slot)) {
            items.remove(slot);
        } else {
            items.forget(slot);
        }
    }

    private void withdraw(int slot) {
        leaves(slot);
        if (items.isPublished(slot)) {
            if (!full) {
                out.removedItem(items.key(slot));
            }
            tally.removedItem();
            items.withdrawn(slot);
        }
    }

    private void write() {
        int subspaces = items.subspaces();
        float[] x = options.vectors() ? encoder.embed(writing, toWrite) : null;
        for (int i = 0; i < toWrite; i++) {
            int slot = writing[i];
            String id = items.key(slot);
            float logCount = (float) popularity.logCount(slot);
            health.wrote(items.coarse(slot), items.codes(), slot * subspaces, items.norm(slot));
            out.item(id, items.coarse(slot), items.codes(), slot * subspaces, items.norm(slot), logCount);
            if (options.vectors()) {
                out.vector(id, x, i * items.dims());
            }
        }
    }
}
