package io.poeem.searcher.topic;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Link;

/**
 * A manifest as it was announced.
 *
 * @param manifest the decoded manifest
 * @param link its place in the history
 * @param timestamp the record's timestamp, milliseconds since the epoch
 */
public record Announced(IndexManifest manifest, Link link, long timestamp) {

    public long version() {
        return link.version();
    }

    public long trainedThrough() {
        return manifest.getTrainedThrough();
    }
}
