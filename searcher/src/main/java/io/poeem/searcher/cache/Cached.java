package io.poeem.searcher.cache;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.plan.Link;
import io.poeem.state.image.IndexImage;

/**
 * A version as it was kept.
 *
 * @param manifest what announced it
 * @param link its place in the history
 * @param image its content
 * @param bytes of the file
 */
public record Cached(IndexManifest manifest, Link link, IndexImage image, long bytes) {}
