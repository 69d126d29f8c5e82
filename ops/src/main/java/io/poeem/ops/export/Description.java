package io.poeem.ops.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.poeem.state.model.Model;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The JSON file beside an exported index: what it is, how a query's vector is made, and how a searcher's answer becomes the score. Fields
 * may come, none changes its meaning without a new {@code description}. Equal versions have equal descriptions.
 *
 * @param description format of this file
 * @param format of the index
 * @param index its name
 * @param contentSha256 of the version, as in reports
 * @param items n
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Description(
        int description,
        String format,
        String index,
        long version,
        String trainedThrough,
        String contentSha256,
        Sizes shape,
        int items,
        Ids ids,
        Rotated rotation,
        Scoring score,
        QueryVector query,
        List<Written> files) {

    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** d, J, D, K. */
    record Sizes(int dims, int lists, int subspaces, int centroids) {}

    /**
     * @param numbers {@code ids} or {@code positions}
     * @param file of lines number, item, norm, bias
     */
    record Ids(String numbers, String meaning, String file) {
        static Ids of(ItemNumbers numbers, String file) {
            return numbers.areIds()
                    ? new Ids("ids", "an item's number is its id", file)
                    : new Ids(
                            "positions",
                            "an item's number is its line in the file, from 0: not every id is a whole number from 0 to 2^63 - 1",
                            file);
        }
    }

    /**
     * @param in {@code none}, {@code index} or {@code file}
     * @param file R, where it is not in the index
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rotated(String in, String meaning, String file) {
        static Rotated none() {
            return new Rotated("none", "queries are asked as they are", null);
        }

        static Rotated inIndex() {
            return new Rotated("index", "queries are asked as they are: the index turns them", null);
        }

        static Rotated inFile(String file) {
            return new Rotated(
                    "file", "queries are turned before they are asked, q' = qR: the format has no place for R", file);
        }
    }

    /**
     * @param searcherReturns for an item
     * @param formula of the score that orders items
     * @param popularityWeight β, which is in each bias already
     */
    record Scoring(String searcherReturns, String formula, float scale, float popularityWeight) {
        static Scoring of(ExportFormat format, Model model) {
            return new Scoring(
                    format.returns(),
                    "scale * (q·T(x)) / norm + bias, with a unit vector q; 0 in place of the quotient where norm is 0",
                    model.scale(),
                    model.popularityWeight());
        }
    }

    /**
     * @param vector how tokens become a vector
     * @param slots fields with a part of the input of their own; empty: all fields share one
     * @param historyLength L
     * @param tokens number of rows
     * @param tokensFile one JSON string a line; null when left out
     * @param rowsFile (tokens, d); null when left out
     * @param layers of the query tower, first to last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QueryVector(
            String vector,
            int historyLength,
            List<String> slots,
            int tokens,
            String tokensFile,
            String rowsFile,
            List<Layer> layers) {}

    /** y = activation(xW + b). */
    record Layer(String weightsFile, String biasFile, String activation) {}

    /** A file beside this one. */
    record Written(String name, String role, long bytes, String sha256) {}

    byte[] toJson() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a description of plain values can be written", e);
        }
    }
}
