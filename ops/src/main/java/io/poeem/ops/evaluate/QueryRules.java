package io.poeem.ops.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * What a query is made of; the same fields as in training.
 *
 * @param history the last items as {@code hist=}
 * @param last the newest as {@code last=}
 * @param user the user as {@code user=}
 * @param context the click's context tokens
 */
public record QueryRules(boolean history, boolean last, boolean user, boolean context) {

    private static final List<String> TAKEN = List.of("hist=", "last=", "user=");

    /** @param items the user's last items, oldest first */
    public List<String> tokens(List<String> items, LoggedClick click) {
        List<String> tokens = new ArrayList<>(items.size() + 2 + click.context().size());
        if (history) {
            items.forEach(item -> tokens.add("hist=" + item));
        }
        if (last && !items.isEmpty()) {
            tokens.add("last=" + items.get(items.size() - 1));
        }
        if (user) {
            tokens.add("user=" + click.user());
        }
        if (context) {
            click.context().stream().filter(QueryRules::isFree).forEach(tokens::add);
        }
        return tokens;
    }

    /** A context token does not pose as one of the fields above. */
    private static boolean isFree(String token) {
        return TAKEN.stream().noneMatch(token::startsWith);
    }
}
