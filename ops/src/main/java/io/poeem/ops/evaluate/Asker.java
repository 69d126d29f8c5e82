package io.poeem.ops.evaluate;

import io.poeem.job.history.History;
import io.poeem.job.history.HistoryRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Turns clicks into questions, one by one in the stream's order: what is asked follows from the clicks alone. */
final class Asker {

    private final Rules rules;
    private final Map<String, History> histories = new HashMap<>();

    /**
     * @param queries what a query is made of
     * @param history how long a user's history is
     * @param sampled which users are asked for; histories are kept of all that are
     * @param evaluated which of their clicks are questions
     */
    record Rules(
            QueryRules queries, HistoryRules history, Predicate<String> sampled, Predicate<LoggedClick> evaluated) {}

    Asker(Rules rules) {
        this.rules = rules;
    }

    /** The question of what this click will be on, from its user's history before it; empty if that is empty. */
    Optional<Question> see(LoggedClick click) {
        if (!rules.sampled.test(click.user())) {
            return Optional.empty();
        }
        History history = histories.computeIfAbsent(click.user(), user -> new History());
        List<String> before = history.before(click.time(), rules.history);
        Optional<Question> question = before.isEmpty() || !rules.evaluated.test(click)
                ? Optional.empty()
                : Optional.of(new Question(rules.queries.tokens(before, click), Set.copyOf(before), click.item()));
        history.add(click.item(), click.time(), rules.history);
        return question;
    }
}
