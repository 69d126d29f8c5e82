package io.poeem.searcher;

import java.util.List;

/**
 * The answer to one query, from one version.
 *
 * @param version the version that answered
 * @param hits best first; equal scores in the order of their ids
 * @param scannedShare scored items / all items, 0 to 1; 0 for an empty index
 * @param basis what the scores rest on
 */
public record Hits(long version, List<Hit> hits, double scannedShare, Basis basis) {

    /** What the scores of an answer rest on. */
    public enum Basis {
        /** Similarity to the query, and popularity if the model has it. */
        QUERY,
        /** Popularity alone: this version knows none of the query's tokens, or the query's vector is zero. */
        POPULARITY
    }

    public Hits {
        hits = List.copyOf(hits);
    }

    public List<String> ids() {
        return hits.stream().map(Hit::id).toList();
    }
}
