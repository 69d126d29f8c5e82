package io.poeem.train;

import io.poeem.schemas.Example;
import io.poeem.state.model.InputFields;
import io.poeem.train.rows.FieldShares;
import io.poeem.train.rows.Prefix;
import io.poeem.train.rows.TokenBags;
import io.poeem.train.rows.TokenTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a query is made of: {@code hist=} the last L items, {@code last=} the newest of them, {@code user=}, and the click's
 * context tokens, each field by option. Context tokens of those three fields are left out: the names are taken.
 */
final class QueryTokens {

    private static final Prefix HISTORY = new Prefix(Fields.HISTORY);
    private static final Prefix LAST = new Prefix(Fields.LAST);
    private static final Prefix USER = new Prefix(Fields.USER);

    private final LearnerOptions.Query options;
    private final TokenTable tokens;
    private final InputFields fields;
    private final int historySlot;
    private final int lastSlot;
    private final int userSlot;
    private final List<String> context = new ArrayList<>();

    QueryTokens(LearnerOptions.Query options, InputFields fields, TokenTable tokens) {
        this.options = options;
        this.fields = fields;
        this.tokens = tokens;
        this.historySlot = fields.slot(Fields.HISTORY);
        this.lastSlot = fields.slot(Fields.LAST);
        this.userSlot = fields.slot(Fields.USER);
    }

    /** Whether {@link #collect} would find a query. */
    static boolean hasAny(LearnerOptions.Query options, Example example) {
        if (options.user()) {
            return true;
        }
        if ((options.history() || options.last())
                && options.historyLength() > 0
                && !example.getHistory().isEmpty()) {
            return true;
        }
        return options.context() && !example.getContext().stream().allMatch(QueryTokens::isTaken);
    }

    /** Puts the example's query into a bag of its own, pins and touches its rows; false: it has none, and no bag was added. */
    boolean collect(Example example, TokenBags bags) {
        long time = example.getEventTime();
        List<String> history = example.getHistory();
        int length = Math.min(history.size(), options.historyLength());
        if (options.history()) {
            for (int i = history.size() - length; i < history.size(); i++) {
                add(bags, tokens.acquire(HISTORY, history.get(i), time), 1f / length, historySlot);
            }
        }
        if (options.last() && length > 0) {
            add(bags, tokens.acquire(LAST, history.get(history.size() - 1), time), 1, lastSlot);
        }
        if (options.user()) {
            add(bags, tokens.acquire(USER, example.getUser(), time), 1, userSlot);
        }
        if (options.context() && !example.getContext().isEmpty()) {
            addContext(example.getContext(), time, bags);
        }
        boolean any = bags.close();
        if (!any) {
            bags.drop();
        }
        return any;
    }

    private void addContext(List<String> given, long time, TokenBags bags) {
        context.clear();
        for (String token : given) {
            if (!isTaken(token)) {
                context.add(token);
            }
        }
        float[] shares = FieldShares.of(context);
        for (int i = 0; i < shares.length; i++) {
            String token = context.get(i);
            add(bags, tokens.acquire(token, time), shares[i], fields.slot(token));
        }
    }

    private void add(TokenBags bags, int slot, float share, int inputSlot) {
        tokens.usedByQuery(slot);
        bags.add(slot, share, inputSlot);
    }

    private static boolean isTaken(String token) {
        return token.startsWith("hist=") || token.startsWith("last=") || token.startsWith("user=");
    }
}
