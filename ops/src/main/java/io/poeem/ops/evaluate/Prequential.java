package io.poeem.ops.evaluate;

import io.poeem.ops.evaluate.VersionLine.Stage;
import io.poeem.searcher.Hits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * One pass over the versions. A click at event time t of a user with at least one earlier click is a question from that
 * user's history before t, asked of the newest version trained through at most t; clicks before there is such a version are
 * not counted. The served method is also asked, of each version, what comes so much later than its time as a staleness says.
 *
 * <p>The next version is made ready, and blocks of questions are answered, by the threads given; figures are added up in the
 * order of the questions, so that they do not depend on the threads.
 */
final class Prequential {

    private static final int BLOCK = 256;
    private static final int AHEAD = 8;

    private final Asker.Rules rules;
    private final List<Staleness> staleness;
    private final ExecutorService threads;
    private final Deque<Running> running = new ArrayDeque<>();

    private record Running(Future<Map<Method, Tally>> answer, Map<Method, Tally> sum) {}

    Prequential(Asker.Rules rules, List<Staleness> staleness, ExecutorService threads) {
        this.rules = rules;
        this.staleness = staleness;
        this.threads = threads;
    }

    /**
     * @param progress hears how many clicks were gone through
     * @return what each version was asked, oldest version first
     */
    List<Asked> run(List<LoggedClick> clicks, VersionLine versions, IntConsumer progress)
            throws ExecutionException, InterruptedException {
        Questions fresh = new Questions(clicks, rules);
        Map<Staleness, Questions> later = new HashMap<>();
        staleness.forEach(lag -> later.put(lag, new Questions(clicks, rules)));
        List<Asked> all = new ArrayList<>();
        Future<Stage> next = ready(versions, 0);
        for (int i = 0; i < versions.size(); i++) {
            Stage stage = next.get();
            next = ready(versions, i + 1);
            long from = versions.trainedThrough(i);
            long until = i + 1 < versions.size() ? versions.trainedThrough(i + 1) : Long.MAX_VALUE;
            Asked asked = new Asked(stage.version(), new EnumMap<>(Method.class), new HashMap<>());
            ask(fresh, from, until, stage.methods(), asked.tallies(), progress);
            for (Staleness lag : staleness) {
                Map<Method, Tally> sum = asked.stale().computeIfAbsent(lag, l -> new EnumMap<>(Method.class));
                Map<Method, Ranker> served =
                        Map.of(Method.SERVED, stage.methods().get(Method.SERVED));
                long end = until == Long.MAX_VALUE ? until : until + lag.millis();
                ask(later.get(lag), from + lag.millis(), end, served, sum, n -> {});
            }
            all.add(asked);
        }
        finish(0);
        progress.accept(clicks.size());
        return all;
    }

    private Future<Stage> ready(VersionLine versions, int i) {
        return i < versions.size() ? threads.submit(versions::next) : null;
    }

    private void ask(
            Questions questions,
            long from,
            long until,
            Map<Method, Ranker> methods,
            Map<Method, Tally> sum,
            IntConsumer progress)
            throws ExecutionException, InterruptedException {
        questions.skipTo(from);
        List<Question> block = questions.before(until, BLOCK);
        while (!block.isEmpty()) {
            List<Question> asked = block;
            running.add(new Running(threads.submit(() -> answer(methods, asked)), sum));
            finish(AHEAD);
            progress.accept(questions.done());
            block = questions.before(until, BLOCK);
        }
    }

    /** Adds up answers, the oldest first, until at most so many blocks are under way. */
    private void finish(int most) throws ExecutionException, InterruptedException {
        while (running.size() > most) {
            Running oldest = running.remove();
            oldest.answer.get().forEach((method, tally) -> oldest.sum
                    .computeIfAbsent(method, m -> new Tally())
                    .add(tally));
        }
    }

    private static Map<Method, Tally> answer(Map<Method, Ranker> methods, List<Question> questions) {
        Map<Method, List<Hits>> answers = new EnumMap<>(Method.class);
        methods.forEach((method, ranker) -> answers.put(method, ranker.answers(questions)));
        List<Hits> exact = answers.get(Method.EXACT);
        Map<Method, Tally> tallies = new EnumMap<>(Method.class);
        answers.forEach((method, hits) -> {
            Tally tally = new Tally();
            for (int i = 0; i < questions.size(); i++) {
                tally.add(questions.get(i), hits.get(i));
                if (exact != null) {
                    tally.compare(hits.get(i), exact.get(i));
                }
            }
            tallies.put(method, tally);
        });
        return tallies;
    }

    /**
     * How the methods did at one version.
     *
     * @param tallies on the clicks until the next version; without entries when there was none
     * @param stale of the served method, on clicks that much later
     */
    record Asked(long version, Map<Method, Tally> tallies, Map<Staleness, Map<Method, Tally>> stale) {

        Tally of(Method method) {
            return tallies.getOrDefault(method, new Tally());
        }

        Tally of(Staleness lag) {
            return stale.getOrDefault(lag, Map.of()).getOrDefault(Method.SERVED, new Tally());
        }
    }
}
