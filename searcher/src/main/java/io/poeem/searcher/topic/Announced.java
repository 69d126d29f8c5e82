package io.poeem.searcher.topic;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Link;

/**
 * A manifest as it was announced.
 *
 * @param manifest the decoded manifest
 * @param link its place in the history
 * @param timestamp the record's timestamp, milliseconds since the epoch
 * @param partition where the record stands in its topic: a log never changes at an offset, so another record there is of
 *     another topic of the same name
 * @param offset the record's offset in that partition
 */
public record Announced(IndexManifest manifest, Link link, long timestamp, int partition, long offset) {

    public long version() {
        return link.version();
    }

    public long trainedThrough() {
        return manifest.getTrainedThrough();
    }
}
