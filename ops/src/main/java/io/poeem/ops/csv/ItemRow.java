package io.poeem.ops.csv;

import java.util.List;

/**
 * One item of a catalogue.
 *
 * @param id not empty
 * @param title for people; null when the file has none
 * @param features tokens {@code field=value}
 * @param eventTime ms since the epoch from which this holds; 0: unknown
 */
public record ItemRow(String id, String title, List<String> features, long eventTime) {

    /** An item of unknown time. */
    public ItemRow(String id, String title, List<String> features) {
        this(id, title, features, 0);
    }

    public ItemRow {
        features = List.copyOf(features);
    }
}
