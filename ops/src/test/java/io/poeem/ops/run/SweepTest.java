package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepTest {

    @Test
    void everyCombinationIsAPointAndTheLastKeyChangesFastest() {
        Sweep sweep = Sweep.parse(List.of("scale=5,10", "history.length=3,5"));
        assertThat(sweep.points())
                .extracting(Sweep.Point::assignments)
                .containsExactly(
                        List.of("scale=5", "history.length=3"),
                        List.of("scale=5", "history.length=5"),
                        List.of("scale=10", "history.length=3"),
                        List.of("scale=10", "history.length=5"));
    }

    @Test
    void withoutAKeyThereIsOnePoint() {
        assertThat(Sweep.parse(List.of()).points()).hasSize(1);
    }

    @Test
    void barsSeparateValuesThatHoldCommas() {
        assertThat(Sweep.parse(List.of("tower.layers=64,64|128|")).axes().get("tower.layers"))
                .containsExactly("64,64", "128", "");
    }

    @Test
    void aNameIsFitForADirectory() {
        Sweep sweep = Sweep.parse(List.of("snapshot.interval=10 min", "scale=5"));
        assertThat(sweep.points()).extracting(Sweep.Point::name).containsExactly("snapshot.interval=10_min,scale=5");
    }

    @Test
    void pointsThatWouldShareADirectoryAreRefused() {
        assertThatThrownBy(() -> Sweep.parse(List.of("tower.layers=64,64|64_64")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("tower.layers=64,64", "tower.layers=64_64", "same directory");
        assertThatThrownBy(() -> Sweep.parse(List.of("codebook.rule=ema,EMA"))).hasMessageContaining("same directory");
    }

    @Test
    void aNameThatNoFileSystemTakesIsRefused() {
        String long100 = "1".repeat(100);
        assertThatThrownBy(() -> Sweep.parse(List.of("a=" + long100, "b=" + long100, "c=" + long100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("308 characters", "255");
        Sweep.parse(List.of("a=" + "1".repeat(253)));
    }

    @Test
    void whatIsNoSweepIsNamed() {
        assertThatThrownBy(() -> Sweep.parse(List.of("scale"))).hasMessageContainingAll("\"scale\"", "KEY=VALUE");
        assertThatThrownBy(() -> Sweep.parse(List.of("scale=1,1"))).hasMessageContaining("\"1\" twice");
        assertThatThrownBy(() -> Sweep.parse(List.of("scale=1", "scale=2"))).hasMessageContaining("scale twice");
        String many = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33";
        assertThatThrownBy(() -> Sweep.parse(List.of("scale=" + many, "seed=" + many)))
                .hasMessageContainingAll("1089", "1000");
    }

    @Test
    void whatIsLeftTakesAsLongAsWhatIsDone() {
        AtomicLong nanos = new AtomicLong();
        SweepClock clock = new SweepClock(3, nanos::get);
        assertThat(clock.place()).isEqualTo("run 1 of 3");
        nanos.set(600_000_000_000L);
        clock.ended();
        assertThat(clock.place()).isEqualTo("run 2 of 3, about 20 min left");
    }
}
