package io.poeem.ops.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecayedPopularityTest {

    private static final int[] NONE = {};

    private final DecayedPopularity rule = new DecayedPopularity(6, Duration.ofMillis(10));

    @Test
    void aClickCountsHalfAfterAHalfLife() {
        click(0, 1);
        click(0, 1);
        click(0, 1); // 3 halves at 10: 1.5
        click(10, 2);
        assertThat(rule.rank(0, 1, NONE)).isZero();
        click(10, 2); // 2 against 1.5
        assertThat(rule.rank(0, 2, NONE)).isZero();
        assertThat(rule.rank(0, 1, NONE)).isEqualTo(1);
    }

    @Test
    void everyClickCountsAtOnce() {
        click(0, 1);
        assertThat(rule.rank(0, 2, NONE)).isEqualTo(Baseline.MISSED);
        click(1, 2);
        assertThat(rule.rank(0, 2, NONE)).isZero();
    }

    @Test
    void ofEqualsTheFirstStaysAhead() {
        click(5, 3);
        click(5, 1);
        assertThat(rule.rank(0, 3, NONE)).isZero();
        assertThat(rule.rank(0, 1, NONE)).isEqualTo(1);
    }

    @Test
    void excludedItemsAreNoCandidatesAndLeaveNoGap() {
        click(0, 1);
        click(5, 2);
        click(9, 3);
        assertThat(rule.rank(0, 1, new int[] {3, 5})).isEqualTo(1);
        assertThat(rule.rank(0, 1, new int[] {1})).isEqualTo(Baseline.MISSED);
    }

    @Test
    void yearsOfHalfLivesDoNotOverflow() {
        click(0, 1);
        click(3_000_000_000_000L, 2);
        click(3_000_000_000_001L, 1);
        assertThat(rule.rank(0, 1, NONE)).isZero();
        assertThat(rule.rank(0, 2, NONE)).isEqualTo(1);
    }

    @Property
    void theOrderIsThatOfTheSumsWorkedOutAnew(@ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> clicked) {
        DecayedPopularity order = new DecayedPopularity(6, Duration.ofMillis(10));
        double[] sums = new double[6];
        for (int i = 0; i < clicked.size(); i++) {
            order.advance(3L * i);
            order.learn(0, clicked.get(i));
            sums[clicked.get(i)] += Math.pow(2, 3.0 * i / 10);
        }
        for (int item = 0; item < sums.length; item++) {
            double own = sums[item];
            long ahead = Arrays.stream(sums).filter(sum -> sum > own).count();
            assertThat(order.rank(0, item, NONE)).isEqualTo(own == 0 ? Baseline.MISSED : (int) ahead);
        }
    }

    private void click(long time, int item) {
        rule.advance(time);
        rule.learn(0, item);
    }
}
