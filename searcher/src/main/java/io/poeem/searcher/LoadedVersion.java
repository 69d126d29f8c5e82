package io.poeem.searcher;

import io.poeem.schemas.IndexManifest;
import io.poeem.state.image.IndexImage;

/**
 * A version that was verified, built, and can be searched.
 *
 * @param manifest what announced it
 * @param searcher searches it, and nothing but it
 * @param timing how long that took
 */
public record LoadedVersion(IndexManifest manifest, Searcher searcher, VersionTiming timing) {

    public long version() {
        return manifest.getVersion();
    }

    public IndexImage image() {
        return searcher.image();
    }
}
