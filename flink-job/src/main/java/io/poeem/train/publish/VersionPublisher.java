package io.poeem.train.publish;

import io.poeem.state.model.Model;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.health.IndexHealth;
import io.poeem.train.popularity.ItemPopularity;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.Slices;
import io.poeem.train.rows.TokenTable;
import java.util.Optional;

/**
 * Writes the content of one version.
 *
 * <ol>
 *   <li>Items, by slice and id: the touched ones and those of the slices whose turn it is (slice mod refresh = version mod
 *       refresh) are encoded anew; in those slices, what was learned of items that no click touched for the expiry is
 *       dropped; their features stay, as the catalogue may not repeat them. Deleted items leave the index and keep their row
 *       for the expiry from then on, so that a late click does not bring them back; then they go, features and all. By option an
 *       item without clicks is there too, from the version after its catalogue event on, for the expiry from the last such
 *       event: catalogues often carry no times, so the version's time stands for the event's.
 *   <li>Tokens likewise: touched rows are written; expired ones of the same slices are dropped.
 *   <li>A delta holds what this changed; a full version all that is published now. An item that was not encoded anew keeps
 *       the code it was last published with, in both: a full version equals its predecessor with the delta that might have
 *       been written in its place.
 * </ol>
 *
 * The tables must have no row pinned. Nothing here depends on which rows are cached.
 */
public final class VersionPublisher {

    private final PublishOptions options;
    private final boolean shared;
    private final ItemTable items;
    private final TokenTable tokens;
    private final ItemPopularity popularity;
    private final IndexHealth health;

    /**
     * A publisher over the learner's tables, which keeps {@code health} up with what is published.
     *
     * @param shared whether it writes what all shards share, the model and the tokens; who does not keeps the tokens' rows alike
     */
    public VersionPublisher(
            PublishOptions options,
            boolean shared,
            ItemTable items,
            TokenTable tokens,
            ItemPopularity popularity,
            IndexHealth health) {
        this.options = options;
        this.shared = shared;
        this.items = items;
        this.tokens = tokens;
        this.popularity = popularity;
        this.health = health;
    }

    /**
     * Writes one version, and starts the next set of touched rows. The writer is not finished.
     *
     * @param version its number, above any before
     * @param full whether it needs no base
     * @param rescaled whether every item's popularity is on another scale than in the version before; only of a full one
     * @param trainedThrough event time, ms, that the version stands for
     * @param model a copy that does not change any more
     */
    public VersionTally publish(
            VersionWriter out, long version, boolean full, boolean rescaled, long trainedThrough, Model model) {
        VersionTally tally = new VersionTally();
        long due = due(version);
        long expired = options.expiryMs() > 0 ? trainedThrough - options.expiryMs() : Long.MIN_VALUE;
        ItemEncoder encoder = encoder(model);
        if (shared) {
            out.model(model);
        }
        health.begin(full);
        items.sweep(
                full ? Slices.ALL : due,
                new ItemBlock(
                        items,
                        encoder,
                        popularity,
                        out,
                        due,
                        full,
                        rescaled,
                        trainedThrough,
                        expired,
                        options,
                        tally,
                        health));
        tokens.sweep(
                full ? Slices.ALL : due,
                new TokenBlock(tokens, shared ? Optional.of(out) : Optional.empty(), due, full, expired, tally));
        items.clearTouched();
        tokens.clearTouched();
        return tally;
    }

    /** Items' embeddings and codes by a model, as {@link #publish} would write them. */
    public ItemEncoder encoder(Model model) {
        return new ItemEncoder(items, tokens, options.itemFeatures(), model);
    }

    /** The slices whose turn it is: bit s. */
    private long due(long version) {
        long due = 0;
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            if (slice % options.refresh() == Math.floorMod(version, (long) options.refresh())) {
                due |= 1L << slice;
            }
        }
        return due;
    }
}
