package io.poeem.ops.csv;

import java.util.List;

/**
 * One item of a catalogue.
 *
 * @param id not empty
 * @param title for people; null when the file has none
 * @param features tokens {@code field=value}
 */
public record ItemRow(String id, String title, List<String> features) {

    public ItemRow {
        features = List.copyOf(features);
    }
}
