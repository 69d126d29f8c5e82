package io.poeem.searcher;

/**
 * How near an item is to a query. In every metric more is better, and b, the item's popularity, is added unless
 * {@link SearchOptions#popularity} is off; b is 0 in a model without popularity.
 *
 * <p>T(x) is the item decoded from its codes, ‖T(x)‖ its norm when it was encoded.
 */
public enum Metric {
    /** scale · cos(q, T(x)): what the model was trained for. A query vector's length does not matter. */
    MODEL,
    /** cos(q, T(x)), from -1 to 1. A query vector's length does not matter. */
    COSINE,
    /** q · T(x), with q as given; from tokens a unit vector. */
    INNER_PRODUCT,
    /** -‖q - T(x)‖², with q as given; from tokens a unit vector. */
    L2;

    /** Whether q is made a unit vector first. */
    boolean ofUnitVectors() {
        return this == MODEL || this == COSINE;
    }
}
