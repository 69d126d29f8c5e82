package io.poeem.ops.run;

import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.range.Window;
import java.nio.file.Path;
import java.util.Optional;

/** Where a run's clicks come from. */
public sealed interface Input {

    /** The items, when they come with the input. */
    Optional<Catalogue> catalogue();

    /** What of the log is read. */
    Window range();

    /** A CSV file, published to a topic of the run as far as its clicks lie within the range. */
    record Csv(Path file, ClickColumns columns, Window range, Optional<Catalogue> catalogue) implements Input {}

    /**
     * A topic that is there, never written to.
     *
     * @param range by Kafka timestamp or offset; without an end, the one that the topic has at the start
     * @param items topic of the catalogue, read as well and never written to; needs {@code catalogue} to be empty
     */
    record Topic(String name, Window range, Optional<Catalogue> catalogue, Optional<String> items) implements Input {}
}
