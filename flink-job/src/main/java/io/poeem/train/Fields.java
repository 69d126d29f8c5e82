package io.poeem.train;

import io.poeem.state.model.InputFields;
import io.poeem.state.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the fields of queries and items reach the towers (design section 2): summed, or each in a slot of its own, side by
 * side, so that the first layer sees which field says what.
 *
 * @param apart whether they lie side by side
 * @param context fields of context tokens with a slot of their own
 * @param features fields of catalogue tokens with a slot of their own
 */
public record Fields(boolean apart, List<String> context, List<String> features) {

    static final String HISTORY = "hist";
    static final String LAST = "last";
    static final String USER = "user";

    private static final Set<String> OF_QUERIES = Set.of(HISTORY, LAST, USER);
    private static final int MOST = InputFields.MOST - OF_QUERIES.size();

    /** All summed. */
    public static final Fields SUM = new Fields(false, List.of(), List.of());

    public Fields {
        context = checked("query.context.fields", context, OF_QUERIES);
        features = checked("item.feature.fields", features, Set.of(Model.ITEM_ROW));
        if (!apart && !(context.isEmpty() && features.isEmpty())) {
            throw new IllegalArgumentException("query.context.fields = " + context + ", item.feature.fields = "
                    + features + ": take effect with tower.fields = concat only; set that, or leave them out");
        }
    }

    private static List<String> checked(String option, List<String> names, Set<String> taken) {
        if (names.size() > MOST || names.stream().anyMatch(taken::contains)) {
            throw new IllegalArgumentException(option + " = " + names + ": must be at most " + MOST + " names, none of "
                    + taken + ", which have slots already; leave some out");
        }
        InputFields.concat(names);
        return List.copyOf(names);
    }

    /** The layout of a query's input: a slot for each field that is switched on, and one for all other context. */
    InputFields query(LearnerOptions.Query query) {
        if (!apart) {
            return InputFields.SUM;
        }
        List<String> names = new ArrayList<>();
        if (query.history()) {
            names.add(HISTORY);
        }
        if (query.last()) {
            names.add(LAST);
        }
        if (query.user()) {
            names.add(USER);
        }
        if (query.context()) {
            names.addAll(context);
        }
        return InputFields.concat(names);
    }

    /** The layout of an item's input: its row, a slot for each named field, and one for all other features. */
    InputFields item(LearnerOptions.Query query) {
        if (!apart) {
            return InputFields.SUM;
        }
        List<String> names = new ArrayList<>(List.of(Model.ITEM_ROW));
        if (query.itemFeatures()) {
            names.addAll(features);
        }
        return InputFields.concat(names);
    }
}
