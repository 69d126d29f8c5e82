package io.poeem.ops.command;

import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.csv.ItemColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that read clicks from a file. */
final class ClickFileOptions {

    @Option(
            names = "--weight-column",
            paramLabel = "COLUMN",
            description = "Column of the clicks' weights (default: 'weight' if there is one, else every weight is 1).")
    private String weight;

    @Option(
            names = "--context-column",
            paramLabel = "COLUMN",
            description = "Column that becomes a context token COLUMN=value of the query; may be repeated.")
    private List<String> context = new ArrayList<>();

    @Option(
            names = "--item-column",
            paramLabel = "COLUMN",
            description =
                    "Column of the items' CSV that becomes a feature; may be repeated (default: columns with 2 to 256 distinct values).")
    private List<String> itemColumns = new ArrayList<>();

    @Option(
            names = "--item-time-column",
            paramLabel = "COLUMN",
            description =
                    "Column of the items' CSV with the time, ms since 1970, from which an item is there (default: all items are there from the beginning).")
    private String itemTime;

    ClickColumns columns() {
        return new ClickColumns(Optional.ofNullable(weight), context);
    }

    ItemColumns itemColumns() {
        return new ItemColumns(itemColumns, Optional.ofNullable(itemTime));
    }
}
