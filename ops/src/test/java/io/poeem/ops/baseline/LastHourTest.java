package io.poeem.ops.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastHourTest {

    private static final int[] NONE = {};
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final LastHour rule = new LastHour(5);

    @Test
    void theMoreClicksInTheWindowTheFurtherAhead() {
        clicks(0, 3, 1, 1, 2, 1, 2);
        rule.advance(MINUTE);
        assertThat(rule.order()).containsExactly(1, 2, 3);
        assertThat(rule.rank(0, 2, NONE)).isEqualTo(1);
        assertThat(rule.rank(0, 4, NONE)).isEqualTo(Baseline.MISSED);
    }

    @Test
    void ofEqualsTheOneFirstInTheWindowIsAhead() {
        clicks(0, 4, 2, 3);
        rule.advance(MINUTE);
        assertThat(rule.order()).containsExactly(4, 2, 3);
    }

    @Test
    void aClickCountsForAnHourToTheMillisecond() {
        clicks(0, 1);
        clicks(1, 2);
        rule.advance(HOUR);
        assertThat(rule.order()).containsExactly(1, 2);
        rule.advance(HOUR + MINUTE);
        assertThat(rule.order()).isEmpty();
    }

    @Test
    void theOrderIsMadeAnewAfterAMinuteAndNotBefore() {
        clicks(0, 1);
        rule.advance(MINUTE);
        rule.learn(0, 2);
        rule.learn(0, 2);
        rule.advance(2 * MINUTE - 1);
        assertThat(rule.order()).containsExactly(1);
        rule.advance(2 * MINUTE);
        assertThat(rule.order()).containsExactly(2, 1);
    }

    @Test
    void excludedItemsAreNoCandidatesAndLeaveNoGap() {
        clicks(0, 1, 1, 1, 2, 2, 3);
        rule.advance(MINUTE);
        assertThat(rule.rank(0, 3, new int[] {1, 4})).isEqualTo(1);
        assertThat(rule.rank(0, 3, new int[] {1, 3})).isEqualTo(Baseline.MISSED);
    }

    @Test
    void theWindowHoldsAnyNumberOfClicks() {
        for (int i = 0; i < 5_000; i++) {
            clicks(i, i < 2_000 ? 1 : 2);
        }
        rule.advance(HOUR);
        assertThat(rule.order()).containsExactly(2, 1);
        rule.advance(HOUR + MINUTE);
        assertThat(rule.order()).isEmpty();
    }

    private void clicks(long time, int... items) {
        for (int item : items) {
            rule.advance(time);
            rule.learn(0, item);
        }
    }
}
