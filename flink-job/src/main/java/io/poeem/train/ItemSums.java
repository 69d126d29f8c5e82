package io.poeem.train;

import io.poeem.state.model.Shape;
import io.poeem.train.health.IndexHealth;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.rows.ItemTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a shard's state says of its items in sum, made from their rows.
 *
 * <p>Its bytes, big-endian: rows and published items (8 each), then the index's health and the popularity as they write themselves.
 */
final class ItemSums {

    private final IndexHealth health;
    private final PopularityEstimate popularity;
    private long rows;
    private long published;

    /** Of no item yet. */
    ItemSums(LearnerOptions options, List<PopularityEstimate> before, int shards) {
        LearnerOptions.Model m = options.model();
        health = new IndexHealth(new Shape(m.dims(), m.coarse(), m.subspaces(), m.centroids()));
        popularity = PopularityEstimate.of(options.popularity().counting());
        popularity.begin(before, shards);
    }

    /** Adds the item of a pinned row, as the shard left it whose estimate is {@code before}. */
    void add(ItemTable items, int slot, PopularityEstimate before) {
        rows++;
        if (items.isPublished(slot)) {
            published++;
            health.entered(items.coarse(slot), items.codes(), slot * items.subspaces());
        }
        popularity.owns(items, slot, before);
    }

    void join(ItemSums other) {
        rows += other.rows;
        published += other.published;
        health.join(other.health);
        popularity.join(other.popularity);
    }

    long rows() {
        return rows;
    }

    long published() {
        return published;
    }

    IndexHealth health() {
        return health;
    }

    PopularityEstimate popularity() {
        return popularity;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(rows);
            out.writeLong(published);
            health.write(out);
            popularity.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Takes what {@link #toBytes} wrote in the place of what is here. */
    ItemSums read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            rows = in.readLong();
            published = in.readLong();
            health.read(in);
            popularity.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
