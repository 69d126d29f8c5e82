package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Recall through the index over recall without one; null where either is missing, or the latter 0. */
@JsonPropertyOrder({"recall@10", "recall@100"})
public record ServedToExact(
        @JsonProperty("recall@10") Double recallAt10,
        @JsonProperty("recall@100") Double recallAt100) {}
