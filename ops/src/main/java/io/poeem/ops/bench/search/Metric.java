package io.poeem.ops.bench.search;

/** What makes an item near. */
public enum Metric {
    /** The largest q·T(x). */
    IP,
    /** The smallest ‖q - T(x)‖, found as the largest 2 q·T(x) - ‖T(x)‖². */
    L2;

    /** What the product with the query is multiplied by. */
    float factor() {
        return this == IP ? 1 : 2;
    }

    /** What is added to it for a vector of this squared length. */
    float addend(float squaredNorm) {
        return this == IP ? 0 : -squaredNorm;
    }

    /**
     * What a list is chosen by is its centroid's product with the query, multiplied by this. For inner products that makes it a
     * cosine: a centroid is short because its items point in many directions, not because they are far.
     */
    float listFactor(float squaredNorm) {
        return this == L2 ? 2 : squaredNorm == 0 ? 0 : (float) (1 / Math.sqrt(squaredNorm));
    }

    /** And what is added to that. */
    float listAddend(float squaredNorm) {
        return this == L2 ? -squaredNorm : 0;
    }
}
