package io.poeem.ops.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The items of a file, in its order.
 *
 * @param items one per id line
 * @param leftOut columns of a CSV that did not become features, with the reason, for the user to see
 */
public record Catalogue(List<ItemRow> items, List<String> leftOut) {

    public Catalogue {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads {@code id::title (year)::genre|genre} (MovieLens, MovieTweetings) or CSV with a column item_id.
     *
     * @param columns of a CSV that become features; empty: those with few distinct values
     * @throws FileFault when the file cannot be read or is neither
     */
    public static Catalogue read(Path path, List<String> columns, Consumer<BadLine> bad) {
        try (InputFile file = InputFile.open(path)) {
            Line first = file.next();
            if (first != null && first.text().contains("::")) {
                return MovieFile.read(path, bad);
            }
        }
        return ItemCsv.read(path, columns, bad);
    }
}
