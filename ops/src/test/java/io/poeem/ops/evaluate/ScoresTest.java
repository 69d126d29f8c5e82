package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.evaluate.Prequential.Asked;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final Method[] OURS = {
        Method.SERVED, Method.EXACT, Method.REBUILT_PLAIN, Method.REBUILT_CLICK_WEIGHTED
    };
    private static final Method[] ALL = {
        Method.SERVED, Method.EXACT, Method.REBUILT_PLAIN, Method.REBUILT_CLICK_WEIGHTED, Method.REBUILT_FAISS
    };

    @Test
    void faissHasARowWhereItBuiltAnIndexAtEveryVersionThatOthersDid() {
        Scores.Rebuilt rebuilt = scores(asked(1, Method.SERVED, Method.EXACT), asked(2, ALL), asked(3, ALL));
        assertThat(rebuilt.versions()).isEqualTo(2);
        assertThat(rebuilt.totals().keySet()).containsExactly(ALL);
        assertThat(rebuilt.totals().values())
                .allSatisfy(tally -> assertThat(tally.asked()).isEqualTo(2));
    }

    @Test
    void itHasNoneOnFewerQuestionsThanTheOthers() {
        assertThat(scores(asked(1, ALL), asked(2, OURS)).totals().keySet()).containsExactly(OURS);
        assertThat(scores(asked(1, OURS)).totals().keySet()).containsExactly(OURS);
    }

    private static Scores.Rebuilt scores(Asked... versions) {
        return new Scores(List.of(versions), Map.of(), List.of()).rebuilt().orElseThrow();
    }

    /** One question. */
    private static Asked asked(long version, Method... methods) {
        Map<Method, Tally> tallies = new EnumMap<>(Method.class);
        Arrays.stream(methods).forEach(method -> {
            Tally tally = new Tally();
            tally.add(new Question(List.of(), Set.of(), "a"), 0);
            tallies.put(method, tally);
        });
        return new Asked(version, tallies, Map.of());
    }
}
