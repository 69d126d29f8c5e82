package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How one way to search did.
 *
 * @param overlapAt10 mean share of the exact top ten in the own top ten; null of exact search itself
 * @param scannedShare mean share of the items that a query scored; null of exact search, which scores all
 */
@JsonPropertyOrder({"recall@10", "recall@100", "overlap@10", "scanned_share"})
public record IndexFigures(
        @JsonProperty("recall@10") Double recallAt10,
        @JsonProperty("recall@100") Double recallAt100,
        @JsonProperty("overlap@10") Double overlapAt10,
        @JsonProperty("scanned_share") Double scannedShare) {}
