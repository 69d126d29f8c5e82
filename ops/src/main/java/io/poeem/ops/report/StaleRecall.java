package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Served recall when older versions are asked.
 *
 * @param evaluated clicks for which there was a version of that age
 */
@JsonPropertyOrder({"recall@10", "recall@100", "evaluated"})
public record StaleRecall(
        @JsonProperty("recall@10") Double recallAt10,
        @JsonProperty("recall@100") Double recallAt100,
        long evaluated) {}
