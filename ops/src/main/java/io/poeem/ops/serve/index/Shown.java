package io.poeem.ops.serve.index;

import io.poeem.searcher.LoadedVersion;

/**
 * The version that is served.
 *
 * @param loaded its manifest and its searcher, which belong together
 * @param clusters counted once
 */
public record Shown(LoadedVersion loaded, Clusters clusters) {

    static Shown of(LoadedVersion loaded) {
        return new Shown(loaded, Clusters.of(loaded.image()));
    }
}
