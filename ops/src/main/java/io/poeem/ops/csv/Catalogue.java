package io.poeem.ops.csv;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The items of a file, in the order of their event times and then of the file.
 *
 * @param items one per id line
 * @param leftOut columns of a CSV that did not become features, with the reason, for the user to see
 */
public record Catalogue(List<ItemRow> items, List<String> leftOut) {

    public Catalogue {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    /** As {@link #read(Path, ItemColumns, Consumer)}, without times. */
    public static Catalogue read(Path path, List<String> columns, Consumer<BadLine> bad) {
        return read(path, new ItemColumns(columns, Optional.empty()), bad);
    }

    /**
     * Reads {@code id::title (year)::genre|genre} (MovieLens, MovieTweetings) or CSV with a column item_id.
     *
     * @param columns of a CSV
     * @throws FileFault when the file cannot be read, is neither, or has not the columns
     */
    public static Catalogue read(Path path, ItemColumns columns, Consumer<BadLine> bad) {
        try (InputFile file = InputFile.open(path)) {
            Line first = file.next();
            if (first != null && first.text().contains("::")) {
                columns.time().ifPresent(time -> {
                    throw new FileFault(path + " is a list of films, which has no column '" + time + "'");
                });
                return MovieFile.read(path, bad);
            }
        }
        return ItemCsv.read(path, columns, bad);
    }

    /** Without the items of later times. */
    public Catalogue until(long eventTime) {
        return new Catalogue(
                items.stream().filter(item -> item.eventTime() <= eventTime).toList(), leftOut);
    }
}
