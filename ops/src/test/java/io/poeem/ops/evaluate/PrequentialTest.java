package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.history.HistoryRules;
import io.poeem.ops.evaluate.Prequential.Asked;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrequentialTest {

    private static final QueryRules HISTORY_AND_LAST = new QueryRules(true, true, false, true);
    private static final HistoryRules TWO_ITEMS = new HistoryRules(2, 1_000_000);

    private final FakeVersions versions = new FakeVersions();

    @Test
    void aUsersFirstClickAndClicksBeforeTheFirstVersionAreNotCounted() {
        versions.add(1, 100, "x");
        List<Asked> asked = run(click(10, "u", "a"), click(20, "u", "b"), click(100, "v", "c"), click(101, "u", "x"));
        assertThat(asked).hasSize(1);
        assertThat(versions.questions).hasSize(1);
        assertThat(versions.questions.get(0).item()).isEqualTo("x");
    }

    @Test
    void theQueryIsTheHistoryBeforeTheClickAndItsItemsAreNoCandidates() {
        versions.add(1, 0, "x");
        run(click(1, "u", "a"), click(2, "u", "b"), click(3, "u", "c"), click(4, "u", "d"));
        Question last = versions.questions.get(2);
        assertThat(last.tokens()).containsExactly("hist=b", "hist=c", "last=c");
        assertThat(last.excluded()).containsExactlyInAnyOrder("b", "c");
        assertThat(last.item()).isEqualTo("d");
    }

    @Test
    void contextTokensBelongToTheClickThatIsAskedForAndCannotPoseAsHistory() {
        versions.add(1, 0, "x");
        run(
                new LoggedClick(0, 1, 1, "u", "a", List.of("device=tv")),
                new LoggedClick(0, 2, 2, "u", "b", List.of("device=phone", "hist=z")));
        assertThat(versions.questions.get(0).tokens()).containsExactly("hist=a", "last=a", "device=phone");
    }

    @Test
    void theVersionAskedIsTheNewestTrainedThroughTheClicksTimeAtMost() {
        versions.add(1, 10, "x");
        versions.add(2, 20, "x");
        List<Asked> asked = run(click(5, "u", "a"), click(10, "u", "b"), click(19, "u", "c"), click(20, "u", "d"));
        assertThat(asked).extracting(Asked::version).containsExactly(1L, 2L);
        assertThat(asked).extracting(a -> a.of(Method.SERVED).asked()).containsExactly(2L, 1L);
    }

    @Test
    void aStaleReaderIsAskedAnOlderVersionWithTheSameHistory() {
        versions.add(1, 10, "x");
        versions.add(2, 20, "x");
        Staleness tenMillis = new Staleness("10ms", 10);
        List<Asked> asked = run(
                TWO_ITEMS,
                user -> true,
                List.of(tenMillis),
                click(5, "u", "a"),
                click(20, "u", "b"),
                click(29, "u", "c"),
                click(30, "u", "d"));
        assertThat(asked).extracting(a -> a.of(Method.SERVED).asked()).containsExactly(0L, 3L);
        assertThat(asked).extracting(a -> a.of(tenMillis).asked()).containsExactly(2L, 1L);
        assertThat(versions.questions.get(1).tokens()).contains("last=b");
    }

    @Test
    void hitsAreCountedByHand() {
        versions.add(1, 0, "x", "y"); // x at rank 0, y at rank 10, everything else missed
        List<Asked> asked =
                run(click(1, "u", "a"), click(2, "u", "x"), click(3, "u", "y"), click(4, "u", "z"), click(5, "v", "x"));
        Tally tally = asked.get(0).of(Method.SERVED);
        assertThat(tally.asked()).isEqualTo(3);
        assertThat(tally.recallAt10()).isEqualTo(1 / 3.0);
        assertThat(tally.recallAt100()).isEqualTo(2 / 3.0);
    }

    @Test
    void aHistoryThatHasRunOutAsksNothing() {
        versions.add(1, 0, "x");
        run(new HistoryRules(2, 100), user -> true, List.of(), click(1, "u", "a"), click(101, "u", "b"));
        assertThat(versions.questions).isEmpty();
    }

    @Test
    void aClickOnAnItemOfTheHistoryIsCountedAsSuch() {
        versions.add(1, 0, "x");
        Tally tally = run(click(1, "u", "a"), click(2, "u", "a"), click(3, "u", "x"))
                .get(0)
                .of(Method.SERVED);
        assertThat(tally.asked()).isEqualTo(2);
        assertThat(tally.reclicks()).isEqualTo(1);
    }

    @Test
    void manyQuestionsAreAllAskedOnce() {
        versions.add(1, 0, "x");
        versions.add(2, 5_000, "y");
        LoggedClick[] clicks = IntStream.range(0, 10_000)
                .mapToObj(i -> click(i, "u" + i % 2, "i" + i))
                .toArray(LoggedClick[]::new);
        List<Asked> asked = run(clicks);
        assertThat(asked).extracting(a -> a.of(Method.SERVED).asked()).containsExactly(4_998L, 5_000L);
        assertThat(versions.questions).extracting(Question::item).doesNotHaveDuplicates();
    }

    @Test
    void onlySampledUsersAreAsked() {
        versions.add(1, 0, "x");
        run(
                TWO_ITEMS,
                "v"::equals,
                List.of(),
                click(1, "u", "a"),
                click(2, "u", "b"),
                click(3, "v", "a"),
                click(4, "v", "b"));
        assertThat(versions.questions).hasSize(1);
    }

    @Test
    void clicksOutsideTheEvaluatedWindowAreHistoryButNoQuestions() {
        versions.add(1, 0, "x");
        Asker.Rules rules = new Asker.Rules(HISTORY_AND_LAST, TWO_ITEMS, user -> true, click -> click.time() == 3);
        run(rules, List.of(), click(1, "u", "a"), click(2, "u", "b"), click(3, "u", "c"), click(4, "u", "d"));
        assertThat(versions.questions).extracting(Question::item).containsExactly("c");
        assertThat(versions.questions.get(0).tokens()).contains("hist=a", "hist=b");
    }

    @Test
    void aSampleTakesAboutItsShareAndAlwaysTheSame() {
        UserSample tenth = new UserSample(10);
        long taken = java.util.stream.IntStream.range(0, 10_000)
                .filter(i -> tenth.test("u" + i))
                .count();
        assertThat(taken).isBetween(900L, 1100L);
        assertThat(new UserSample(1).test("anyone")).isTrue();
    }

    private List<Asked> run(LoggedClick... clicks) {
        return run(TWO_ITEMS, user -> true, List.of(), clicks);
    }

    private List<Asked> run(
            HistoryRules history, Predicate<String> sampled, List<Staleness> staleness, LoggedClick... clicks) {
        return run(new Asker.Rules(HISTORY_AND_LAST, history, sampled, click -> true), staleness, clicks);
    }

    private List<Asked> run(Asker.Rules rules, List<Staleness> staleness, LoggedClick... clicks) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            return new Prequential(rules, staleness, one).run(List.of(clicks), versions, n -> {});
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            one.shutdownNow();
        }
    }

    private static LoggedClick click(long time, String user, String item) {
        return new LoggedClick(0, time, time, user, item, List.of());
    }

    /** Versions that put their i-th item at rank 10·i and remember what they were asked. */
    private static final class FakeVersions implements VersionLine {
        private final List<Long> times = new ArrayList<>();
        private final List<Stage> stages = new ArrayList<>();
        private final List<Question> questions = new ArrayList<>();
        private int next;

        void add(long version, long trainedThrough, String... items) {
            times.add(trainedThrough);
            List<Hit> hits = new ArrayList<>();
            for (String item : items) {
                hits.add(new Hit(item, 0));
                IntStream.range(0, 9).forEach(i -> hits.add(new Hit("between", 0)));
            }
            stages.add(new Stage(version, Map.of(Method.SERVED, asked -> {
                questions.addAll(asked);
                return asked.stream()
                        .map(question -> new Hits(version, hits, 1, Hits.Basis.QUERY))
                        .toList();
            })));
        }

        @Override
        public int size() {
            return times.size();
        }

        @Override
        public long trainedThrough(int i) {
            return times.get(i);
        }

        @Override
        public Stage next() {
            return stages.get(next++);
        }

        @Override
        public void close() {}
    }
}
