package io.poeem.searcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private final Link full1 = full(1, "");
    private final Link delta2 = delta(2, full1);
    private final Link delta3 = delta(3, delta2);
    private final Link full4 = full(4, delta3.hash());
    private final Link delta5 = delta(5, full4);
    private final List<Link> all = List.of(full1, delta2, delta3, full4, delta5);

    @Test
    void anEmptySearcherTakesTheNewestFullVersionAndItsDeltas() {
        assertThat(plan(null, Set.of(), Pace.NEWEST)).containsExactly(full4, delta5);
    }

    @Test
    void aReaderOfEveryVersionStartsAtTheFirstFullOne() {
        assertThat(plan(null, Set.of(), Pace.EVERY_VERSION)).containsExactlyElementsOf(all);
    }

    @Test
    void aFollowerTakesEveryVersionInOrderAcrossAFullOne() {
        assertThat(plan(delta2, Set.of(), Pace.EVERY_VERSION)).containsExactly(delta3, full4, delta5);
    }

    @Test
    void aFollowerInAHurryTakesTheFullVersion() {
        assertThat(plan(delta2, Set.of(), Pace.NEWEST)).containsExactly(full4, delta5);
    }

    @Test
    void deltasOnWhatIsHeldNeedNoFullVersion() {
        assertThat(plan(full4, Set.of(), Pace.NEWEST)).containsExactly(delta5);
    }

    @Test
    void behindAFailedDeltaOnlyTheNextFullVersionHelps() {
        assertThat(plan(full1, Set.of(2L), Pace.EVERY_VERSION)).containsExactly(full4, delta5);
    }

    @Test
    void behindAFailedFullVersionTheOlderHistoryIsTaken() {
        assertThat(plan(null, Set.of(4L), Pace.NEWEST)).containsExactly(full1, delta2, delta3);
    }

    @Test
    void nothingIsPlannedByWhoHoldsTheNewest() {
        assertThat(plan(delta5, Set.of(), Pace.EVERY_VERSION)).isEmpty();
    }

    @Test
    void nothingIsPlannedWithoutAFullVersion() {
        assertThat(Planner.plan(Optional.empty(), List.of(delta2, delta3), Set.of(), OptionalLong.empty(), Pace.NEWEST))
                .isEmpty();
    }

    @Test
    void aDeltaOfAnotherRunsVersionWithTheSameNumberIsNotTaken() {
        Link otherRun = new Link(3, 2, "other", "hash of another version 2");
        assertThat(Planner.plan(Optional.of(delta2), List.of(otherRun), Set.of(), OptionalLong.empty(), Pace.NEWEST))
                .isEmpty();
    }

    @Test
    void ofTwoAnnouncementsOfOneVersionTheFirstCounts() {
        Link again = new Link(5, 4, "again", full4.hash());
        assertThat(Planner.plan(
                        Optional.of(full4), List.of(delta5, again), Set.of(), OptionalLong.empty(), Pace.NEWEST))
                .containsExactly(delta5);
    }

    @Test
    void aPinBehindWhatIsHeldIsReachedFromTheNewestFullVersionBeforeIt() {
        assertThat(pinned(delta5, 3, Pace.EVERY_VERSION)).containsExactly(full1, delta2, delta3);
    }

    @Test
    void aPinBeforeWhatIsHeldIsNotPassed() {
        assertThat(pinned(full1, 3, Pace.EVERY_VERSION)).containsExactly(delta2, delta3);
        assertThat(pinned(null, 4, Pace.NEWEST)).containsExactly(full4);
    }

    @Test
    void whoHoldsThePinnedVersionStays() {
        assertThat(pinned(delta3, 3, Pace.NEWEST)).isEmpty();
    }

    @Test
    void aPinThatCannotBeReachedIsNoReasonToGoAnywhere() {
        assertThat(pinned(delta2, 9, Pace.NEWEST)).isEmpty();
        assertThat(pinned(null, 0, Pace.NEWEST)).isEmpty();
    }

    private List<Link> plan(Link held, Set<Long> failed, Pace pace) {
        return Planner.plan(Optional.ofNullable(held), all, failed, OptionalLong.empty(), pace);
    }

    private List<Link> pinned(Link held, long pin, Pace pace) {
        return Planner.plan(Optional.ofNullable(held), all, Set.of(), OptionalLong.of(pin), pace);
    }

    static Link full(long version, String previous) {
        return new Link(version, Link.NO_BASE, "hash of " + version, previous);
    }

    static Link delta(long version, Link base) {
        return new Link(version, base.version(), "hash of " + version, base.hash());
    }
}
