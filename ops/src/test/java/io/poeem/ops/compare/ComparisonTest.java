package io.poeem.ops.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    Path directory;

    @BeforeEach
    void twoRunsOfWhichOneKnowsMore() throws IOException {
        report("a", """
                {"clicks": 1000, "recall@10": {"served": 0.5, "exact": 0.6}, "scanned_share": 0.25, "window": {"clicks": 3},
                 "options": {"scale": "10", "seed": "1", "namespace": "x"},
                 "series": {"version": [1, 2], "trained_through": [10, 20], "recall@10": [0.4, 0.6]}}""");
        report("b", """
                {"name": "later", "clicks": 1000, "recall@10": {"served": 0.55, "exact": null, "last_hour": 0.2},
                 "overlap@10": 0.98, "options": {"scale": "5", "seed": "1", "namespace": "y"},
                 "series": {"version": [1], "trained_through": [10], "recall@10": [null]}}""");
    }

    @Test
    void settingsThatDifferAndTheFiguresOfAllRunsAreItsColumns() {
        Comparison comparison = Comparison.of(RunReports.in(List.of(directory)));
        assertThat(comparison.settings()).containsExactly("scale");
        assertThat(comparison.figures())
                .containsExactly(
                        "recall@10.served",
                        "recall@10.exact",
                        "clicks",
                        "scanned_share",
                        "recall@10.last_hour",
                        "overlap@10");
        assertThat(comparison.runs()).extracting(Comparison.Row::run).containsExactly("a", "later");
        assertThat(comparison.runs().get(1).figures()).containsEntry("recall@10.exact", null);
    }

    @Test
    void theTableShowsADashForWhatARunDoesNotHave() {
        List<String> lines = ComparisonTable.lines(Comparison.of(RunReports.in(List.of(directory))), false);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("run", "scale", "served@10", "exact@10", "scanned_share", "overlap@10");
        assertThat(lines.get(1)).contains("10", "0.5000", "0.6000", "0.2500").endsWith("–");
        assertThat(lines.get(2)).contains("later", "0.5500", "–", "0.9800");
        assertThat(lines.get(0)).doesNotContain("last_hour");
        assertThat(ComparisonTable.lines(Comparison.of(RunReports.in(List.of(directory))), true)
                        .get(0))
                .contains("last_hour@10");
    }

    @Test
    void thePageHoldsTheCurvesAndNeedsNothingElse() throws IOException {
        Path page = directory.resolve("sub/compare.html");
        ComparisonFiles.page(Comparison.of(RunReports.in(List.of(directory))), "A <b>", page);
        assertThat(page)
                .content()
                .contains("A &lt;b&gt;", "uPlot", "trained_through", "0.98")
                .doesNotContain("{{");
    }

    @Test
    void directoriesCanBeNamedOneByOne() {
        List<Path> both = List.of(directory.resolve("b"), directory.resolve("a"));
        assertThat(Comparison.of(RunReports.in(both)).runs())
                .extracting(Comparison.Row::run)
                .containsExactly("later", directory.resolve("a").toString());
    }

    @Test
    void aDirectoryWithoutAReportIsNamed() {
        Path none = directory.resolve("none");
        assertThatThrownBy(() -> RunReports.in(List.of(none)))
                .isInstanceOf(CompareException.class)
                .hasMessageContainingAll(none.toString(), "report.json");
    }

    @Test
    void aReportThatIsNoneIsNamed() throws IOException {
        report("c", "[1]");
        assertThatThrownBy(() -> RunReports.in(List.of(directory)))
                .isInstanceOf(CompareException.class)
                .hasMessageContaining("c/report.json");
    }

    private void report(String name, String json) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve(name)).resolve("report.json"), json);
    }
}
