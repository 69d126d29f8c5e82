package io.poeem.ops.export;

import io.poeem.ops.console.Progress;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Writes a version for another searcher: the index, its side files, and the description of all. The same version gives the same bytes.
 * Takes four to twelve bytes an item besides the image.
 *
 * @param out the index; side files stand beside it
 * @param withTokens whether to write the rows that queries are made of
 */
public record Export(ExportFormat format, Path out, boolean withTokens) {

    private static final String VECTOR =
            "per field FIELD=VALUE the mean of the rows of its known tokens (one that stands twice counts twice); the sum of these, or,"
                    + " with slots, one d values wide for each of the fields named and a last one for all others, side by side, zeros"
                    + " where there is nothing; through the layers, y = activation(xW + b); divided by its length";

    /**
     * Refuses at the beginning what would fail at the end.
     *
     * @param force whether files of an earlier export may be replaced
     * @throws ExportException if they may not and are there, or if nothing can be written there
     */
    public void check(boolean force) {
        try {
            if (Files.isDirectory(out)) {
                throw new ExportException(out + " is a directory; name a file in it");
            }
            List<Path> present = ExportFiles.present(out);
            if (!present.isEmpty() && !force) {
                throw new ExportException(present.get(0) + " is there already; --force replaces that export ("
                        + present.size() + " files), another --out leaves it");
            }
            try (ExportFiles files = new ExportFiles(out)) {
                files.tryOut();
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Rows that {@link #write} goes through, for its progress. */
    public long rows(IndexImage image) {
        return 2L * image.size() + (withTokens ? 2L * image.tokens().size() : 0);
    }

    /**
     * Replaces an earlier export of that name.
     *
     * @param index its name
     * @param image not empty
     * @return the files, the description last
     * @throws ExportException if they cannot be written; an earlier export stays whole then
     */
    public List<Path> write(String index, IndexImage image, Progress progress) {
        Rows rows = new Rows(progress);
        Model model = image.model();
        try (ExportFiles files = new ExportFiles(out)) {
            ItemNumbers numbers = ItemNumbers.of(image.items());
            files.write("", "index", file -> format.write(image, numbers, file, rows));
            String items = files.write(".items.jsonl", "items", file -> SideFiles.items(image, numbers, file, rows));
            Description.Rotated rotation = rotation(model, files);
            Description.QueryVector query = query(image, files, rows);
            rows.end();
            Shape shape = model.shape();
            Description description = new Description(
                    Description.FORMAT,
                    format.toString(),
                    index,
                    image.version(),
                    Instant.ofEpochMilli(image.trainedThrough()).toString(),
                    HexFormat.of().formatHex(image.contentSha256()),
                    new Description.Sizes(shape.dims(), shape.coarse(), shape.subspaces(), shape.centroids()),
                    image.size(),
                    Description.Ids.of(numbers, items),
                    rotation,
                    Description.Scoring.of(format, model),
                    query,
                    files.written());
            return files.commit(description.toJson());
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private Description.Rotated rotation(Model model, ExportFiles files) throws IOException {
        if (model.rotation().isIdentity()) {
            return Description.Rotated.none();
        }
        return format.holdsRotation()
                ? Description.Rotated.inIndex()
                : Description.Rotated.inFile(
                        files.write(".rotation.npy", "rotation", file -> SideFiles.rotation(model.rotation(), file)));
    }

    private Description.QueryVector query(IndexImage image, ExportFiles files, Rows rows) throws IOException {
        TokenRows tokens = image.tokens();
        int dims = image.model().shape().dims();
        List<Description.Layer> layers = new ArrayList<>();
        for (DenseLayer layer : image.model().query().layers()) {
            layers.add(layer(layer, ".query." + layers.size(), files));
        }
        return new Description.QueryVector(
                VECTOR,
                image.model().historyLength(),
                image.model().queryFields().names(),
                tokens.size(),
                !withTokens
                        ? null
                        : files.write(".tokens.jsonl", "tokens", file -> SideFiles.tokens(tokens, file, rows)),
                !withTokens
                        ? null
                        : files.write(
                                ".tokens.npy", "rows of tokens", file -> SideFiles.tokenRows(tokens, dims, file, rows)),
                layers);
    }

    private static Description.Layer layer(DenseLayer layer, String suffix, ExportFiles files) throws IOException {
        return new Description.Layer(
                files.write(suffix + ".weights.npy", "weights of a layer", file -> SideFiles.weights(layer, file)),
                files.write(suffix + ".bias.npy", "biases of a layer", file -> SideFiles.layerBias(layer, file)),
                layer.activation().name().toLowerCase(Locale.ROOT));
    }

    private ExportException cannotWrite(IOException e) {
        return new ExportException("Cannot write " + out + ": " + e, e);
    }
}
