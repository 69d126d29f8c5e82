package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Share of the evaluated clicks whose item was among the first k, 0 to 1; null where nothing could be asked.
 *
 * @param served through the index
 * @param exact every item by its float embedding; null where versions hold no vectors
 * @param popularity the items with the highest decayed click counts
 */
@JsonPropertyOrder({"served", "exact", "popularity"})
public record Recall(Double served, Double exact, Double popularity) {}
