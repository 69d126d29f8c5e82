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
}
