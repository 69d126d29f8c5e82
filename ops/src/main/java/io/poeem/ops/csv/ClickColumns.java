package io.poeem.ops.csv;

import java.util.List;
import java.util.Optional;

/**
 * Which columns beyond timestamp_ms, user_id and item_id a click takes; all others are ignored.
 *
 * @param weight column of the weight; when empty, a column called {@code weight} if there is one, else 1
 * @param context columns that become context tokens {@code column=value}
 */
public record ClickColumns(Optional<String> weight, List<String> context) {

    public ClickColumns {
        context = List.copyOf(context);
    }

    public static ClickColumns standard() {
        return new ClickColumns(Optional.empty(), List.of());
    }
}
