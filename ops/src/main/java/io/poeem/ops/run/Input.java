package io.poeem.ops.run;

import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import java.nio.file.Path;
import java.util.Optional;

/** Where a run's clicks come from. */
public sealed interface Input {

    /** The items, when they come with the input. */
    Optional<Catalogue> catalogue();

    /** A CSV file, published to a topic of the run. */
    record Csv(Path file, ClickColumns columns, Optional<Catalogue> catalogue) implements Input {}

    /**
     * A topic that is there, never written to.
     *
     * @param from Kafka timestamp to begin at, as the option source.from takes it; empty: the first record kept
     * @param to where to stop; empty: the end that the topic has at the start
     * @param items topic of the catalogue, read as well and never written to; needs {@code catalogue} to be empty
     */
    record Topic(String name, String from, String to, Optional<Catalogue> catalogue, Optional<String> items)
            implements Input {}
}
