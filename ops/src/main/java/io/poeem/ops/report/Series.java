package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One value per version, oldest first; null where there is none. All lists are of the same length.
 *
 * @param version its number
 * @param trainedThrough event time, ms since the epoch
 * @param loss mean cross entropy per example since the version before
 * @param distortion root mean square of an embedding's error by its code, per dimension
 * @param recallAt10 served
 * @param recallAt100 served
 * @param popularityAt100 of popularity alone
 * @param listsUsed coarse centroids that examples fell to, as a share of all
 * @param codesUsed centroids of a subspace that examples fell to, as a share of all, mean over subspaces
 * @param items in the version
 */
@JsonPropertyOrder({
    "version",
    "trained_through",
    "loss",
    "distortion",
    "recall@10",
    "recall@100",
    "popularity@100",
    "lists_used",
    "codes_used",
    "items"
})
public record Series(
        List<Long> version,
        @JsonProperty("trained_through") List<Long> trainedThrough,
        List<Double> loss,
        List<Double> distortion,
        @JsonProperty("recall@10") List<Double> recallAt10,
        @JsonProperty("recall@100") List<Double> recallAt100,
        @JsonProperty("popularity@100") List<Double> popularityAt100,
        @JsonProperty("lists_used") List<Double> listsUsed,
        @JsonProperty("codes_used") List<Double> codesUsed,
        List<Long> items) {

    /** Without a version. */
    public static Series empty() {
        return new Series(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }
}
