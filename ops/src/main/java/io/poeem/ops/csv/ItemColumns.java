package io.poeem.ops.csv;

import java.util.List;
import java.util.Optional;

/**
 * Which columns of a catalogue in CSV are used beside item_id and title.
 *
 * @param features those that become features {@code column=value}; empty: those with few distinct values
 * @param time the one with the event time, ms since the epoch; an empty value counts as unknown
 */
public record ItemColumns(List<String> features, Optional<String> time) {

    public ItemColumns {
        features = List.copyOf(features);
    }

    public static ItemColumns standard() {
        return new ItemColumns(List.of(), Optional.empty());
    }
}
