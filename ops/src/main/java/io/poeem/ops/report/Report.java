package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.poeem.ops.gauge.HeldBackAtEnd;
import java.util.List;
import java.util.Map;

/**
 * What a run has come to; docs/reports.md says what each field means. Fields may be added, never renamed or removed; what
 * could not be measured is null.
 */
@JsonPropertyOrder({
    "name",
    "window",
    "clicks",
    "clicks_per_second",
    "rejected",
    "clamped",
    "versions",
    "held_back",
    "held_back_at_end",
    "evaluated",
    "reclicks",
    "recall@10",
    "recall@100",
    "overlap@10",
    "served_to_exact",
    "rebuilt",
    "served_by_staleness",
    "freshness_ms",
    "bytes_per_item",
    "items",
    "distortion",
    "scanned_share",
    "options",
    "series",
    "version_sha256"
})
public record Report(
        String name,
        ReportWindow window,
        long clicks,
        @JsonProperty("clicks_per_second") Double clicksPerSecond,
        long rejected,
        long clamped,
        int versions,
        @JsonProperty("held_back") Map<String, Long> heldBack,
        @JsonProperty("held_back_at_end") HeldBackAtEnd heldBackAtEnd,
        @JsonProperty("version_sha256") List<String> versionSha256,
        @JsonProperty("recall@10") Recall recallAt10,
        @JsonProperty("recall@100") Recall recallAt100,
        @JsonProperty("served_by_staleness") Map<String, StaleRecall> servedByStaleness,
        long evaluated,
        long reclicks,
        @JsonProperty("overlap@10") Double overlapAt10,
        @JsonProperty("served_to_exact") ServedToExact servedToExact,
        RebuiltIndexes rebuilt,
        @JsonProperty("freshness_ms") FreshnessMillis freshnessMs,
        @JsonProperty("bytes_per_item") Double bytesPerItem,
        long items,
        Double distortion,
        @JsonProperty("scanned_share") Double scannedShare,
        Map<String, String> options,
        Series series) {}
