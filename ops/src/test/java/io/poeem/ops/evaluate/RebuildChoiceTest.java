package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.history.HistoryRules;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RebuildChoiceTest {

    private static final List<Long> EVERY_TEN = List.of(0L, 10L, 20L, 30L);

    @Test
    void versionsAreChosenByTheClicksAskedOfThem() {
        assertThat(RebuildChoice.of(clicks(0, 40), rules(0, 40), EVERY_TEN, 2)).containsExactly(1, 3);
        assertThat(RebuildChoice.of(clicks(0, 40), rules(0, 40), EVERY_TEN, 4)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatIsNotEvaluatedDoesNotCount() {
        assertThat(RebuildChoice.of(clicks(0, 40), rules(22, 28), EVERY_TEN, 4)).containsExactly(2);
    }

    @Test
    void thereIsNoneWhereNothingIsAskedOrWanted() {
        assertThat(RebuildChoice.of(clicks(0, 40), rules(50, 60), EVERY_TEN, 4)).isEmpty();
        assertThat(RebuildChoice.of(clicks(0, 40), rules(0, 40), EVERY_TEN, 0)).isEmpty();
        assertThat(RebuildChoice.of(clicks(0, 40), rules(0, 40), List.of(), 4)).isEmpty();
    }

    private static Asker.Rules rules(long from, long until) {
        return new Asker.Rules(
                new QueryRules(true, true, false, true),
                new HistoryRules(5, 1_000),
                user -> true,
                click -> click.time() >= from && click.time() < until);
    }

    private static List<LoggedClick> clicks(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> new LoggedClick(0, i, i, "u", "i" + i, List.of()))
                .toList();
    }
}
