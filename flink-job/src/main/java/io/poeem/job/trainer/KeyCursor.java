package io.poeem.job.trainer;

import java.util.function.Consumer;

/** The one place that moves an operator's current key; setting a key costs, so it is set only when it differs. */
final class KeyCursor {

    private final Consumer<Object> operator;
    private Integer current;

    /** @param operator its {@code setCurrentKey} */
    KeyCursor(Consumer<Object> operator) {
        this.operator = operator;
    }

    void moveTo(Integer key) {
        if (!key.equals(current)) {
            operator.accept(key);
            current = key;
        }
    }
}
