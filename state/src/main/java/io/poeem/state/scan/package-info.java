/**
 * The scan of inverted lists: how codes lie in memory, and how the best of many items are found from a query's tables.
 *
 * <p>No model and no image here: whoever owns the lists (a searcher's live index, a benchmark) lays items out by
 * {@link io.poeem.state.scan.CodeBlocks}, hands {@link io.poeem.state.scan.CodeList}s to a {@link io.poeem.state.scan.ListScan}, and
 * may replace a list between two queries.
 */
package io.poeem.state.scan;
