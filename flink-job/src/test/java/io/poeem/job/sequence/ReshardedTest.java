package io.poeem.job.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReshardedTest {

    private static final long ROUND = 10;
    private static final long NONE = Position.NONE;

    private final Resharded resharded = new Resharded(ROUND, 40);

    private static Position at(long published, long due, long offset) {
        return new Position(published, due, new TreeMap<>(Map.of(0, offset)), new TreeMap<>());
    }

    /** All rounds before 60 are merged, of the version at 80. */
    private static RoundPosition within(long training, long closing, long offset) {
        return new RoundPosition(at(40, 80, offset), training, closing, 60, 59, 60);
    }

    @Test
    void newShardsTakePartInTheRoundThatWasBegun() {
        RoundPosition made = resharded.toMany(List.of(within(60, 70, 5), within(NONE, NONE, 9)), false);
        assertThat(made).isEqualTo(new RoundPosition(at(40, 80, 9), 60, 70, 60, 59, 60));
    }

    @Test
    void rightAfterAVersionThereIsNothingToContribute() {
        RoundPosition idle = new RoundPosition(at(80, NONE, 5), NONE, NONE, 80, 79, 80);
        assertThat(resharded.toMany(List.of(idle, idle), false)).isEqualTo(idle);
        assertThat(resharded.toOne(List.of(idle, idle), false)).isEqualTo(at(80, NONE, 5));
    }

    @Test
    void whatShardsLearnedSinceTheLastVersionIsDueWithTheNext() {
        RoundPosition begun = new RoundPosition(at(80, NONE, 5), 80, 110, 80, 79, 80);
        assertThat(resharded.toOne(List.of(begun, begun), false)).isEqualTo(at(80, 120, 5));
    }

    /** All have contributed to the round at 70, the only one with clicks before the version at 80, and none has read it back. */
    @Test
    void whatAllContributedAndNoneHasReadBackIsDueWithItsVersion() {
        RoundPosition told = new RoundPosition(at(40, NONE, 5), NONE, NONE, 70, 69, 80);
        assertThat(resharded.toMany(List.of(told, told), true))
                .isEqualTo(new RoundPosition(at(40, 80, 5), 70, 70, 70, 69, 70));
        assertThat(resharded.toOne(List.of(told, told), true)).isEqualTo(at(40, 80, 5));
    }

    @Test
    void ofAShardAloneTheVersionThatIsDueEndsWithARoundOfAll() {
        assertThat(resharded.toMany(at(40, 80, 5)))
                .isEqualTo(new RoundPosition(at(40, 80, 5), NONE, 70, Long.MIN_VALUE, Long.MIN_VALUE, 40));
        assertThat(resharded.toMany(at(40, NONE, 5)).closing()).isEqualTo(NONE);
        assertThat(resharded.toMany(Position.start())).isEqualTo(RoundPosition.start());
    }

    @Test
    void shardsThatWereMadeAndHaveNotBegunStandWhereTheyStood() {
        RoundPosition made = resharded.toMany(at(40, 80, 5));
        assertThat(resharded.toMany(List.of(made, made), false)).isEqualTo(made);
        assertThat(resharded.toOne(List.of(made, made), false)).isEqualTo(at(40, 80, 5));
    }

    @Test
    void otherIntervalsAndUnequalShardsAreRefused() {
        assertThatThrownBy(() -> resharded.toMany(at(40, 90, 5))).hasMessageContaining("snapshot.interval");
        RoundPosition other = new RoundPosition(at(40, 80, 5), 55, 70, 60, 59, 60);
        assertThatThrownBy(() -> resharded.toMany(List.of(other, other), false)).hasMessageContaining("round.interval");
        RoundPosition behind = new RoundPosition(at(40, 80, 5), 60, 70, 50, 49, 60);
        assertThatThrownBy(() -> resharded.toMany(List.of(within(60, 70, 5), behind), false))
                .hasMessageContaining("different places");
        RoundPosition again = new RoundPosition(at(0, 40, 5), 20, 30, 20, 59, 20);
        assertThatThrownBy(() -> resharded.toMany(List.of(again, again), false)).hasMessageContaining("catching up");
        assertThatThrownBy(() -> resharded.toOne(List.of(again, again), false)).hasMessageContaining("catching up");
        RoundPosition ended = new RoundPosition(at(80, NONE, 5), NONE, NONE, 80, Long.MAX_VALUE, NONE);
        assertThatThrownBy(() -> resharded.toMany(List.of(ended, ended), false)).hasMessageContaining("its end");
    }
}
