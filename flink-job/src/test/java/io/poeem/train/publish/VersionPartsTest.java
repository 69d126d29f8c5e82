package io.poeem.train.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionPartsTest {

    private static final Map<String, Long> FIRST =
            Map.of("clicks", 10L, "examples", 8L, "items", 3L, "tokens", 7L, "held_back", 1L);
    private static final Map<String, Long> SECOND =
            Map.of("clicks", 5L, "examples", 2L, "items", 1L, "tokens", 7L, "held_back", 1L);

    @Test
    void whatShardsOwnAddsUpAndWhatTheyShareDoesNot() {
        assertThat(VersionParts.counts(List.of(FIRST, SECOND)))
                .isEqualTo(Map.of("clicks", 15L, "examples", 10L, "items", 4L, "tokens", 7L, "held_back", 1L));
    }

    @Test
    void healthIsAMeanByExamplesAndOfTheIndexByItems() {
        Map<String, Double> whole = VersionParts.health(
                List.of(FIRST, SECOND),
                List.of(
                        Map.of("loss", 1.0, "index.code_kl", 1.0, "query_norm_min", 0.5, "query_norm_max", 2.0),
                        Map.of("loss", 2.0, "index.code_kl", 2.0, "query_norm_min", 0.25, "query_norm_max", 1.0)));
        assertThat(whole)
                .isEqualTo(Map.of("loss", 1.2, "index.code_kl", 1.25, "query_norm_min", 0.25, "query_norm_max", 2.0));
    }

    @Test
    void countsAmongTheHealthAddUp() {
        Map<String, Double> whole = VersionParts.health(
                List.of(FIRST, SECOND),
                List.of(Map.of("canaries", 4.0, "index.largest_list", 3.0), Map.of("index.largest_list", 2.0)));
        assertThat(whole).isEqualTo(Map.of("canaries", 4.0, "index.largest_list", 5.0));
    }
}
