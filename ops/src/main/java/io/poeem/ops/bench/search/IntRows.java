package io.poeem.ops.bench.search;

/**
 * A matrix of ints, by rows.
 *
 * @param values (rows, columns), the owner's array
 */
public record IntRows(int[] values, int rows, int columns) {}
