package io.poeem.ops.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoVisitationTest {

    private static final int[] NONE = {};

    private final LastHour lastHour = new LastHour(1_000);
    private final CoVisitation rule = new CoVisitation(200, 1_000, lastHour);

    @Test
    void whatFollowedTheItemsLastClickedComesFirst() {
        session(0, 1, 2);
        session(1, 1, 2);
        session(2, 1, 3);
        session(9, 1);
        assertThat(rule.rank(9, 2, new int[] {1})).isZero(); // 2 / √2
        assertThat(rule.rank(9, 3, new int[] {1})).isEqualTo(1); // 1 / √2
        assertThat(rule.rank(9, 4, new int[] {1})).isEqualTo(Baseline.MISSED);
    }

    @Test
    void theNewestItemWeighsMost() {
        session(0, 1, 3);
        session(1, 2, 4);
        session(9, 1, 2); // co[1] = {3: 1, 2: 1}, co[2] = {4: 1}
        assertThat(rule.rank(9, 4, new int[] {1, 2})).isZero(); // 1 · 1 / √1
        assertThat(rule.rank(9, 3, new int[] {1, 2})).isEqualTo(1); // 0.7 · 1 / √2
    }

    @Test
    void anItemFollowsTheThreeBeforeItAndNotItself() {
        session(0, 1, 2, 3, 4, 5, 5);
        session(7, 1);
        assertThat(rule.rank(7, 4, new int[] {1})).isEqualTo(2);
        assertThat(rule.rank(7, 5, new int[] {1})).isEqualTo(Baseline.MISSED);
        session(8, 5);
        assertThat(rule.rank(8, 5, NONE)).isEqualTo(Baseline.MISSED);
    }

    @Test
    void ofEqualsTheNeighbourFoundFirstIsAhead() {
        session(0, 1, 7);
        session(1, 1, 6);
        session(9, 1);
        assertThat(rule.rank(9, 7, NONE)).isZero();
        assertThat(rule.rank(9, 6, NONE)).isEqualTo(1);
    }

    @Test
    void onlyTheLastFiveItemsOfAUserCount() {
        session(0, 1, 100);
        session(9, 1, 10, 11, 12, 13);
        assertThat(rule.rank(9, 100, NONE)).isNotEqualTo(Baseline.MISSED);
        session(9, 14);
        assertThat(rule.rank(9, 100, NONE)).isEqualTo(Baseline.MISSED);
    }

    @Test
    void aShortAnswerIsFilledUpByTheLastHour() {
        session(0, 1, 2);
        lastHour.advance(0);
        for (int item : new int[] {5, 5, 5, 2, 2, 6}) {
            lastHour.learn(0, item);
        }
        lastHour.advance(60_000);
        session(9, 1);
        assertThat(rule.rank(9, 2, new int[] {1})).isZero();
        assertThat(rule.rank(9, 5, new int[] {1})).isEqualTo(1); // 2 stands before it already
        assertThat(rule.rank(9, 6, new int[] {1})).isEqualTo(2);
        assertThat(rule.rank(9, 6, new int[] {1, 5})).isEqualTo(1);
        assertThat(rule.rank(9, 5, new int[] {1, 5})).isEqualTo(Baseline.MISSED);
    }

    @Test
    void excludedItemsAreNoCandidatesAndLeaveNoGap() {
        session(0, 1, 2, 3);
        session(9, 1);
        assertThat(rule.rank(9, 3, new int[] {1, 2})).isZero();
        assertThat(rule.rank(9, 2, new int[] {1, 2})).isEqualTo(Baseline.MISSED);
    }

    @Test
    void theHundredAndFiftyBestNeighboursOfTooManyStayWithHalfTheirCounts() {
        Neighbours neighbours = new Neighbours();
        for (int item = 0; item < 400; item++) {
            neighbours.add(item);
        }
        for (int item = 200; item < 300; item++) {
            neighbours.add(item);
        }
        assertThat(neighbours.size()).isEqualTo(400);
        neighbours.add(400);
        assertThat(neighbours.size()).isEqualTo(150);
        assertThat(neighbours.item(0)).isEqualTo(200);
        assertThat(neighbours.count(0)).isEqualTo(1);
        assertThat(neighbours.item(99)).isEqualTo(299);
        assertThat(neighbours.item(100)).isZero();
        assertThat(neighbours.count(100)).isEqualTo(0.5);
        assertThat(neighbours.item(149)).isEqualTo(49);
    }

    private void session(int user, int... items) {
        for (int item : items) {
            rule.learn(user, item);
        }
    }
}
