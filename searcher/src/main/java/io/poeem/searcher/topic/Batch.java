package io.poeem.searcher.topic;

import java.util.List;

/**
 * What one poll brought.
 *
 * @param values decoded records, in the topic's order
 * @param faults one message for each record that could not be read, naming its place and what is wrong with it
 */
public record Batch<T>(List<T> values, List<String> faults) {

    public Batch {
        values = List.copyOf(values);
        faults = List.copyOf(faults);
    }

    public boolean isEmpty() {
        return values.isEmpty() && faults.isEmpty();
    }
}
