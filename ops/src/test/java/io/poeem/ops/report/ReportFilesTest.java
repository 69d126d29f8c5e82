package io.poeem.ops.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.ops.gauge.HeldBackAtEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    Path directory;

    @Test
    void theFieldsOfTheContractAreThereUnderTheirNames() throws Exception {
        ReportFiles.write(report("v"), "Test", directory);
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("report.json").toFile());
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertThat(fields)
                .contains(
                        "clicks",
                        "clicks_per_second",
                        "rejected",
                        "clamped",
                        "versions",
                        "version_sha256",
                        "recall@10",
                        "recall@100",
                        "served_by_staleness",
                        "evaluated",
                        "freshness_ms",
                        "bytes_per_item",
                        "items",
                        "distortion",
                        "scanned_share",
                        "options",
                        "series");
        assertThat(json.at("/recall@100/served").asDouble()).isEqualTo(0.3);
        assertThat(json.at("/recall@10/exact").isNull()).isTrue();
        assertThat(json.at("/recall@100/last_hour").asDouble()).isEqualTo(0.15);
        assertThat(json.at("/recall@100/decayed_popularity").asDouble()).isEqualTo(0.22);
        assertThat(json.at("/recall@100/covisitation").asDouble()).isEqualTo(0.23);
        assertThat(json.at("/overlap@10").asDouble()).isEqualTo(0.95);
        assertThat(json.at("/reclicks").asLong()).isEqualTo(2);
        assertThat(json.at("/served_to_exact/recall@100").asDouble()).isEqualTo(0.97);
        assertThat(json.at("/served_to_exact/recall@10").isNull()).isTrue();
        assertThat(json.at("/rebuilt/versions").asLong()).isEqualTo(3);
        assertThat(json.at("/rebuilt/evaluated").asLong()).isEqualTo(5);
        assertThat(json.at("/rebuilt/indexes/served/overlap@10").asDouble()).isEqualTo(0.95);
        assertThat(json.at("/rebuilt/indexes/served/scanned_share").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/recall@10/popularity").asDouble()).isEqualTo(0.05);
        assertThat(json.at("/served_by_staleness/6h/recall@100").asDouble()).isEqualTo(0.2);
        assertThat(json.at("/freshness_ms/p50").asDouble()).isEqualTo(120);
        assertThat(json.at("/freshness_ms/p99").isNull()).isTrue();
        assertThat(json.at("/series/recall@100").isArray()).isTrue();
        assertThat(json.at("/series/codes_used").isArray()).isTrue();
        assertThat(json.at("/held_back/canary_recall").asInt()).isEqualTo(3);
        assertThat(json.at("/held_back_at_end/count").asInt()).isEqualTo(2);
        assertThat(json.at("/held_back_at_end/reason").asText()).isEqualTo("canary_recall is 0.1");
    }

    @Test
    void noColumnOfThePageIsWiderThanATelephone() throws Exception {
        ReportFiles.write(report("v"), "Test", directory);
        String page = Files.readString(directory.resolve("report.html"));
        Matcher columns =
                Pattern.compile("minmax\\(([^,]+(?:\\([^)]*\\))?), 1fr\\)").matcher(page);
        List<String> least = columns.results().map(column -> column.group(1)).toList();
        assertThat(least).contains("min(480px, 100%)");
        assertThat(least).allMatch(width -> width.endsWith("100%)") || Integer.parseInt(width.replace("px", "")) < 200);
    }

    @Test
    void thePageNeedsNothingButItself() throws Exception {
        ReportFiles.write(report("v"), "Test <&>", directory);
        String page = Files.readString(directory.resolve("report.html"));
        assertThat(page).contains("Test &lt;&amp;&gt;", "uPlot=", ".uplot").doesNotContain("{{");
        assertThat(page).doesNotContainPattern("(src|href)\\s*=\\s*\"?https?:");
    }

    @Test
    void valuesCannotEndTheScriptThatHoldsThem() throws Exception {
        ReportFiles.write(report("</script><b>"), "Test", directory);
        assertThat(Files.readString(directory.resolve("report.html"))).doesNotContain("</script><b>");
    }

    private static Report report(String option) {
        return new Report(
                "a name",
                new ReportWindow(null, "offset:9", "0", null, 7),
                10,
                1000.0,
                1,
                2,
                1,
                Map.of("canary_recall", 3L),
                new HeldBackAtEnd(2, "canary_recall is 0.1"),
                List.of("ab"),
                new Recall(0.1, null, 0.05, 0.04, 0.06, 0.07),
                new Recall(0.3, 0.31, 0.2, 0.15, 0.22, 0.23),
                Map.of("6h", new StaleRecall(0.1, 0.2, 9)),
                9,
                2,
                0.95,
                new ServedToExact(null, 0.97),
                new RebuiltIndexes(3, 5, Map.of("served", new IndexFigures(0.1, 0.3, 0.95, 0.2))),
                new FreshnessMillis(120.0, null),
                21.5,
                7,
                0.01,
                0.2,
                Map.of("seed", option),
                Series.empty());
    }
}
