package io.poeem.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/options.md promises is what the whole set of options takes, the learner's included. */
class LimitsTest {

    /** What an edge needs beside it, by option: limits that lie between two options are {@link Combinations}'. */
    private static final Map<String, Map<String, String>> BESIDE = Map.of(
            "codebook.subspaces=255", Map.of("model.dims", "255"),
            "parallelism.trainer=128", Map.of("shards", "128"),
            "model.dims=2", Map.of("codebook.subspaces", "2"),
            "cache.rows=100000000", Map.of("model.dims", "2", "codebook.subspaces", "2"));

    static List<OptionGroup.Entry<?>> options() {
        return Options.all().values().stream()
                .filter(entry -> !entry.limit().edges().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("options")
    void theEdgesOfEveryLimitAreTaken(OptionGroup.Entry<?> entry) {
        for (Object edge : entry.limit().edges()) {
            Map<String, String> settings = with(entry, edge);
            assertThatCode(() -> JobOptions.of(settings)).as("%s", settings).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void whatLiesBeyondIsRefusedWithTheLimitThatTheDocumentationNames(OptionGroup.Entry<?> entry) {
        for (Object beyond : beyond(entry.limit().edges())) {
            Map<String, String> settings = with(entry, beyond);
            assertThatThrownBy(() -> JobOptions.of(settings))
                    .as("%s", settings)
                    .isInstanceOf(OptionException.class)
                    .hasMessageContainingAll(entry.option().key(), entry.limit().text());
        }
        assertThat(OptionsPage.render()).contains(entry.limit().text());
    }

    private static Map<String, String> with(OptionGroup.Entry<?> entry, Object value) {
        String key = entry.option().key();
        Map<String, String> settings = new HashMap<>(BESIDE.getOrDefault(key + "=" + value, Map.of()));
        settings.put(key, value instanceof Duration duration ? duration.toMillis() + " ms" : String.valueOf(value));
        return settings;
    }

    /** Next to the edges, outside. Text has no next. */
    private static List<Object> beyond(List<?> edges) {
        List<Object> beyond = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            int step = i == 0 ? -1 : 1;
            if (edges.get(i) instanceof Integer edge && edge != Integer.MAX_VALUE) {
                beyond.add(edge + step);
            } else if (edges.get(i) instanceof Double edge) {
                beyond.add(i == 0 ? Math.nextDown(Math.min(edge, 0)) : Math.nextUp(edge));
            } else if (edges.get(i) instanceof Duration edge && !edge.isZero()) {
                beyond.add(edge.plusMillis(step));
            }
        }
        return beyond;
    }
}
