package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.job.options.JobOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InPlaceTest {

    private static final Map<String, String> SHARDS_4 =
            Map.of("shards", "4", "round.interval", "1 min", "snapshot.interval", "10 min");

    private static void change(Map<String, String> before, String key, String value) {
        Map<String, String> after = new HashMap<>(before);
        after.put(key, value);
        InPlace.check(JobOptions.of(before), JobOptions.of(after));
    }

    @ParameterizedTest
    @CsvSource({
        "shards, 2, poeem reshard",
        "round.interval, 2 min, poeem reshard",
        "snapshot.interval, 20 min, poeem reshard",
        "model.dims, 32, namespace",
        "seed, 7, namespace",
        "index.name, other, namespace",
        "topic.clicks, others, namespace",
        "rotation.learn, givens-greedy, namespace",
        "codebook.rule, ema, namespace",
        "popularity.half-life, 1 d, namespace"
    })
    void whatStateCannotFollowIsRefused(String key, String value, String instead) {
        assertThatThrownBy(() -> change(SHARDS_4, key, value))
                .isInstanceOf(ClusterException.class)
                .hasMessageContainingAll('"' + key + '"', instead);
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism.trainer, 2",
        "batch.size, 64",
        "codebook.rule, adagrad",
        "checkpoint.interval, 1 min",
        "shards, 4"
    })
    void theRestMayChange(String key, String value) {
        assertThatCode(() -> change(SHARDS_4, key, value)).doesNotThrowAnyException();
    }

    @Test
    void oneShardHasNoRounds() {
        assertThatCode(() -> change(Map.of(), "snapshot.interval", "30 min")).doesNotThrowAnyException();
    }
}
