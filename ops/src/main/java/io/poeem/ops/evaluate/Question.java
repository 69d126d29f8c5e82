package io.poeem.ops.evaluate;

import java.util.List;
import java.util.Set;

/**
 * What the evaluation asks of a version.
 *
 * @param tokens the query; may be empty
 * @param excluded the history's items, which are no candidates
 * @param item what was clicked
 */
public record Question(List<String> tokens, Set<String> excluded, String item) {

    /** Whether what was clicked is no candidate, so that no method can be right. */
    boolean isReclick() {
        return excluded.contains(item);
    }
}
