package io.poeem.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.source.Lead.Change;
import io.poeem.job.source.Lead.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadTest {

    private static final int LIMIT = 2_000;

    private final Lead lead = new Lead(LIMIT);
    private final Track a = lead.add("a");
    private final Track b = lead.add("b");

    @Test
    void aSplitThatIsTooFarAheadWaitsUntilTheOthersHaveCaughtUp() {
        b.emitted(0);
        emit(a, 1, 900);
        assertThat(lead.balance(1, Long.MAX_VALUE)).isEqualTo(new Change(List.of(), List.of()));
        emit(a, 901, 1_200);
        assertThat(lead.balance(1, Long.MAX_VALUE)).isEqualTo(new Change(List.of("a"), List.of()));
        emit(b, 1, 300);
        assertThat(lead.balance(1, Long.MAX_VALUE).isEmpty()).isTrue();
        emit(b, 301, 900);
        assertThat(lead.balance(1, Long.MAX_VALUE)).isEqualTo(new Change(List.of(), List.of("a")));
    }

    @Test
    void aFinishedSplitHoldsNobody() {
        emit(a, 1, 1_500);
        assertThat(lead.balance(1, Long.MAX_VALUE).pause()).containsExactly("a");
        lead.finished(List.of("b"));
        assertThat(lead.unbalanced()).isTrue();
        assertThat(lead.balance(1, Long.MAX_VALUE).resume()).containsExactly("a");
        assertThat(lead.low()).isEqualTo(1_500);
    }

    @Test
    void aSlowSplitOfAnotherSubtaskHoldsTheseToo() {
        lead.elsewhere(Long.MIN_VALUE);
        emit(a, 1, 600);
        emit(b, 1, 600);
        assertThat(lead.balance(2, Long.MAX_VALUE).pause()).containsExactly("a", "b");
        lead.elsewhere(600);
        assertThat(lead.balance(2, Long.MAX_VALUE).resume()).containsExactly("a", "b");
    }

    @Test
    void theSplitThatIsFurthestBackIsNeverPaused() {
        emit(a, 1, 100_000);
        emit(b, 1, 50_000);
        assertThat(lead.balance(1, Long.MAX_VALUE).pause()).containsExactly("a");
    }

    @Test
    void splitsBeyondThePaceWaitUntilItHasComeThatFar() {
        a.emitted(500);
        b.emitted(100);
        assertThat(lead.balance(1, 400)).isEqualTo(new Change(List.of("a"), List.of()));
        assertThat(lead.balance(1, 499).isEmpty()).isTrue();
        assertThat(lead.balance(1, 500)).isEqualTo(new Change(List.of(), List.of("a")));
    }

    @Test
    void aSplitThatHasNothingToShowIsReadAtAnyPace() {
        assertThat(lead.balance(1, Long.MIN_VALUE).isEmpty()).isTrue();
    }

    @Test
    void withoutSplitsNothingIsHeldBack() {
        lead.finished(List.of("a", "b"));
        assertThat(lead.low()).isEqualTo(Long.MAX_VALUE);
    }

    private static void emit(Track track, int from, int to) {
        for (int time = from; time <= to; time++) {
            track.emitted(time);
        }
    }
}
