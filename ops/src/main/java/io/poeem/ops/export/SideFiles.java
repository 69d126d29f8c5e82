package io.poeem.ops.export;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.searcher.Bias;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Rotation;
import java.io.IOException;

/** What an index of another searcher has no place for: who its items are, the rest of the score, and what makes a query's vector. */
final class SideFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SideFiles() {}

    /**
     * A line of the items' file.
     *
     * @param number by which the index knows the item
     * @param norm |T(x)|
     * @param bias b; null is minus infinity: popularity counts, and the item was never clicked
     */
    @JsonPropertyOrder({"number", "item", "norm", "bias"})
    record ItemLine(long number, String item, float norm, Float bias) {}

    /** JSON lines, in the order of ids. */
    static void items(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
        Items items = image.items();
        Bias bias = Bias.of(image.model());
        for (int i = 0; i < items.size(); i++) {
            float b = bias.of(items.logCount(i));
            ItemLine line =
                    new ItemLine(numbers.of(i), items.id(i), items.norm(i), b == Float.NEGATIVE_INFINITY ? null : b);
            out.text(JSON.writeValueAsString(line)).text("\n");
            rows.next();
        }
    }

    /** JSON lines, each a token; row i of {@link #tokenRows} is line i's. */
    static void tokens(TokenRows tokens, HashedFile out, Rows rows) throws IOException {
        for (int i = 0; i < tokens.size(); i++) {
            out.text(JSON.writeValueAsString(tokens.token(i))).text("\n");
            rows.next();
        }
    }

    /** (tokens, d). */
    static void tokenRows(TokenRows tokens, int dims, HashedFile out, Rows rows) throws IOException {
        Npy.matrix(out, tokens.size(), dims);
        for (int i = 0; i < tokens.size(); i++) {
            out.floats(tokens.row(i));
            rows.next();
        }
    }

    /** R (d, d): q' = qR. */
    static void rotation(Rotation rotation, HashedFile out) throws IOException {
        Npy.matrix(out, rotation.dims(), rotation.dims());
        out.floats(rotation.matrix());
    }

    /** W (in, out). */
    static void weights(DenseLayer layer, HashedFile out) throws IOException {
        Npy.matrix(out, layer.in(), layer.out());
        out.floats(layer.weights());
    }

    /** b (out). */
    static void layerBias(DenseLayer layer, HashedFile out) throws IOException {
        Npy.vector(out, layer.out());
        out.floats(layer.bias());
    }
}
