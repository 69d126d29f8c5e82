package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * Share of the evaluated clicks whose item was among the first k, 0 to 1; null where nothing could be asked.
 *
 * @param served through the index
 * @param exact every item by its float embedding; null where versions hold no vectors
 * @param popularity the items with the highest decayed click counts in the version
 * @param lastHour the most clicked items of the last hour
 * @param decayedPopularity the highest decayed click counts, every click counted at once
 * @param covisitation which item followed which
 */
@JsonPropertyOrder({"served", "exact", "popularity", "last_hour", "decayed_popularity", "covisitation"})
public record Recall(
        Double served,
        Double exact,
        Double popularity,
        @JsonProperty("last_hour") Double lastHour,
        @JsonProperty("decayed_popularity") Double decayedPopularity,
        Double covisitation) {}
