package io.poeem.ops.evaluate;

import io.poeem.job.history.History;
import io.poeem.job.history.HistoryRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * One pass over the clicks. A click at event time t of a user with at least one earlier click is a question from that
 * user's history before t, asked of the newest version trained through at most t - staleness; clicks before there is such
 * a version are not counted.
 */
public final class Prequential {

    private static final int PER_PROGRESS = 4096;

    private final QueryRules queries;
    private final HistoryRules rules;
    private final Predicate<String> sampled;
    private final Predicate<LoggedClick> evaluated;

    /**
     * @param sampled which users are asked for; histories are kept of all that are
     * @param evaluated which of their clicks are questions
     */
    public Prequential(
            QueryRules queries, HistoryRules rules, Predicate<String> sampled, Predicate<LoggedClick> evaluated) {
        this.queries = queries;
        this.rules = rules;
        this.sampled = sampled;
        this.evaluated = evaluated;
    }

    /**
     * @param staleness ms of event time
     * @param progress hears how many clicks were gone through
     * @return what each version was asked, oldest version first; versions without questions are left out
     */
    public List<Asked> run(List<LoggedClick> clicks, VersionLine versions, long staleness, IntConsumer progress) {
        Map<String, History> histories = new HashMap<>();
        List<Asked> all = new ArrayList<>();
        List<Question> waiting = new ArrayList<>();
        VersionLine.Stage stage = null;
        int reached = 0;
        int done = 0;
        for (LoggedClick click : clicks) {
            while (reached < versions.size() && versions.trainedThrough(reached) <= click.time() - staleness) {
                ask(stage, waiting, all);
                stage = versions.next();
                reached++;
            }
            if (sampled.test(click.user())) {
                History history = histories.computeIfAbsent(click.user(), user -> new History());
                List<String> before = history.before(click.time(), rules);
                if (stage != null && !before.isEmpty() && evaluated.test(click)) {
                    waiting.add(new Question(queries.tokens(before, click), Set.copyOf(before), click.item()));
                }
                history.add(click.item(), click.time(), rules);
            }
            if (++done % PER_PROGRESS == 0) {
                progress.accept(done);
            }
        }
        ask(stage, waiting, all);
        progress.accept(done);
        return all;
    }

    private static void ask(VersionLine.Stage stage, List<Question> waiting, List<Asked> all) {
        if (stage == null || waiting.isEmpty()) {
            return;
        }
        Map<String, Tally> tallies = new LinkedHashMap<>();
        stage.methods().forEach((name, ranker) -> {
            Tally tally = new Tally();
            tally.add(ranker.ranks(waiting));
            tallies.put(name, tally);
        });
        all.add(new Asked(stage.version(), tallies));
        waiting.clear();
    }

    /** How the methods did at one version. */
    public record Asked(long version, Map<String, Tally> tallies) {}
}
