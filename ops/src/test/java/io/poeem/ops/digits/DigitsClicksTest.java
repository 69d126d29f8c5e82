package io.poeem.ops.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.csv.ClickRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsClicksTest {

    @Test
    void aClicksUserEndsInTwoOfTheItemsDigits() {
        DigitsClicks clicks = new DigitsClicks(new DigitsTask(5_000, 1, false, 7));
        for (ClickRow click : rows(clicks)) {
            assertThat(clicks.meaning().isStrictlyRight(number(click.user()), number(click.item())))
                    .as("%s %s", click.user(), click.item())
                    .isTrue();
        }
    }

    @Test
    void anEpochIsTheSameClicksInAnotherOrderNearby() {
        int log = 5_000;
        List<ClickRow> rows = rows(new DigitsClicks(new DigitsTask(log, 2, false, 7)));
        List<String> first = pairs(rows.subList(0, log));
        List<String> second = pairs(rows.subList(log, 2 * log));
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(second.subList(0, 100)).allMatch(first.subList(0, 1_300)::contains);
    }

    @Test
    void timesGrowByAMillisecond() {
        List<ClickRow> rows = rows(new DigitsClicks(new DigitsTask(100, 2, false, 7)));
        assertThat(rows)
                .extracting(ClickRow::eventTime)
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> DigitsTask.START + i)
                        .toList());
    }

    @Test
    void theSameSeedGivesTheSameClicksAndAnotherSeedOthers() {
        Function<Long, List<String>> of = seed -> pairs(rows(new DigitsClicks(new DigitsTask(500, 1, true, seed))));
        assertThat(of.apply(1L)).isEqualTo(of.apply(1L)).isNotEqualTo(of.apply(2L));
    }

    @Test
    void halfOfTheItemsChangeTheirMeaningAndAllMeaningsRemain() {
        Meaning first = Meaning.first();
        Meaning drifted = first.drifted(7);
        Function<Meaning, List<Integer>> numbers = meaning -> IntStream.range(0, DigitsTask.NUMBERS)
                .mapToObj(item ->
                        IntStream.range(0, 4).map(p -> meaning.digit(item, p)).reduce(0, (n, d) -> 10 * n + d))
                .toList();
        List<Integer> before = numbers.apply(first);
        List<Integer> after = numbers.apply(drifted);
        assertThat(before)
                .isEqualTo(IntStream.range(0, DigitsTask.NUMBERS).boxed().toList());
        assertThat(after).containsExactlyInAnyOrderElementsOf(before);
        long changed = IntStream.range(0, DigitsTask.NUMBERS)
                .filter(i -> !after.get(i).equals(before.get(i)))
                .count();
        assertThat(changed).isEqualTo(DigitsTask.NUMBERS / 2);
    }

    @Test
    void clicksFollowTheMeaningOfTheirTime() {
        DigitsTask task = new DigitsTask(3_000, 1, true, 7);
        DigitsClicks clicks = new DigitsClicks(task);
        List<ClickRow> rows = rows(clicks);
        Function<List<ClickRow>, Double> right = some -> some.stream()
                .collect(Collectors.averagingDouble(
                        click -> clicks.meaning().isStrictlyRight(number(click.user()), number(click.item())) ? 1 : 0));
        assertThat(right.apply(rows.subList(0, 1_000)))
                .as("by the later meaning")
                .isBetween(0.45, 0.7);
        assertThat(right.apply(rows.subList(1_000, 3_000))).isEqualTo(1);
    }

    @Test
    void rightIsLooseOrStrict() {
        Meaning meaning = Meaning.first();
        assertThat(meaning.isLooselyRight(12, 1134)).isTrue();
        assertThat(meaning.isStrictlyRight(12, 1134)).as("no 2").isFalse();
        assertThat(meaning.isStrictlyRight(12, 2001)).isTrue();
        assertThat(meaning.isStrictlyRight(11, 1345)).as("one 1").isFalse();
        assertThat(meaning.isStrictlyRight(11, 1314)).isTrue();
    }

    @Test
    void moreClicksThanADayHoldsAreRefused() {
        assertThatThrownBy(() -> new DigitsTask(1_000_000, 81, false, 0)).hasMessageContainingAll("81", "80000000");
    }

    private static List<ClickRow> rows(DigitsClicks clicks) {
        List<ClickRow> rows = new ArrayList<>();
        for (ClickRow row = clicks.next(); row != null; row = clicks.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static List<String> pairs(List<ClickRow> rows) {
        return rows.stream().map(row -> row.user() + " " + row.item()).toList();
    }

    private static int number(String id) {
        return Integer.parseInt(id);
    }
}
