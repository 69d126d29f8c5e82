package io.poeem.state.snapshot;

import io.poeem.state.model.Shape;

/** What an item in a version must fulfil, for who writes it and for who reads it. */
final class ItemRules {
    private ItemRules() {}

    static void require(String id, Shape shape, int coarse, byte[] codes, int offset, float norm, float logCount) {
        if (coarse < 0 || coarse >= shape.coarse()) {
            throw new IllegalArgumentException(
                    "item " + id + " has coarse code " + coarse + "; it must be from 0 to " + (shape.coarse() - 1));
        }
        for (int m = 0; m < shape.subspaces(); m++) {
            if ((codes[offset + m] & 0xff) >= shape.centroids()) {
                throw new IllegalArgumentException("item " + id + " has code " + (codes[offset + m] & 0xff)
                        + " in subspace " + m + "; it must be from 0 to " + (shape.centroids() - 1));
            }
        }
        if (!Float.isFinite(norm) || norm < 0 || !Float.isFinite(logCount)) {
            throw new IllegalArgumentException("item " + id + " has norm " + norm + " and log count " + logCount
                    + "; both must be finite, and the norm not negative");
        }
    }
}
