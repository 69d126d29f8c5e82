package io.poeem.ops.live;

import io.poeem.schemas.IndexManifest;

/**
 * A version that the live searcher took into service.
 *
 * @param manifest what announced it
 * @param servedAt wall clock of the swap, ms since the epoch
 */
public record Served(IndexManifest manifest, long servedAt) {

    public long version() {
        return manifest.getVersion();
    }
}
