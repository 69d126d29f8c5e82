package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.range.Window;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.SearchOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void theHalfLifeThatTheJobFoundGoesFirst() {
        assertThat(halfLife(Map.of(), Map.of("popularity_half_life_s", 7_200L))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void theHalfLifeThatIsSetIsTaken() {
        assertThat(halfLife(Map.of("popularity.half-life", "3 h"), Map.of())).isEqualTo(Duration.ofHours(3));
        assertThat(halfLife(Map.of("popularity.estimate", "interval", "popularity.half-life", "3 h"), Map.of()))
                .isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aJobThatDecaysNothingIsComparedWithCountsOfADay() {
        assertThat(halfLife(Map.of("popularity.estimate", "interval"), Map.of()))
                .isEqualTo(Duration.ofDays(1));
    }

    private static Duration halfLife(Map<String, String> options, Map<String, Long> counts) {
        Map<String, String> all = new HashMap<>(options);
        all.put("kafka.bootstrap", "none:1");
        IndexManifest last = new IndexManifest();
        last.setCounts(counts);
        return new Setting(JobOptions.of(all), SearchOptions.defaults(), new UserSample(1), Window.ALL, Measures.ALL)
                .halfLife(last);
    }
}
