package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** Quantiles in ms; null where nothing was measured. */
@JsonPropertyOrder({"p50", "p99"})
public record FreshnessMillis(Double p50, Double p99) {}
