package io.poeem.ops.bench.search;

/**
 * A matrix of floats, by rows.
 *
 * @param values (rows, columns), the owner's array
 */
public record FloatRows(float[] values, int rows, int columns) {}
