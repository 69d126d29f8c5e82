package io.poeem.train.publish;

import io.poeem.schemas.ChunkRef;
import java.util.List;
import java.util.Map;

/**
 * What the manifest of a version says about it, besides where in the stream it stands.
 *
 * @param version its number
 * @param base the version it builds on; -1: none, it is a full one
 * @param chunks what was written
 * @param counts since the stream's beginning: clicks, clamped, examples, batches, skipped_batches, catalogue_events,
 *     held_back and held_back_not_finite … (versions, by what held them back); now: items and tokens (in the index),
 *     item_rows and token_rows (kept), popularity_half_life_s (the one in use, where it is found while counting); of this version: encoded, removed_items, removed_tokens
 * @param health how the model, its codes and the index are; docs/health.md names every figure
 */
public record VersionSummary(
        long version, long base, List<ChunkRef> chunks, Map<String, Long> counts, Map<String, Double> health) {

    public VersionSummary {
        chunks = List.copyOf(chunks);
        counts = Map.copyOf(counts);
        health = Map.copyOf(health);
    }
}
