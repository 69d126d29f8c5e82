package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rotation.RotationRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HealthPageTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", "flink-job"), "..", "docs", "health.md");
    private static final Pattern ROW = Pattern.compile("^\\| (`.*`) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void thePageNamesEveryFigureOfAVersionAndNoOther() throws IOException {
        VersionSummary full = fullVersion();
        TreeSet<String> figures = new TreeSet<>();
        full.health().keySet().forEach(name -> figures.add(name.replaceFirst("codebook\\.\\d+", "codebook.M")));
        assertThat(named()).isEqualTo(figures);
        assertThat(Files.readString(PAGE))
                .contains(full.counts().keySet().stream()
                        .filter(name -> name.startsWith("held_back"))
                        .map(name -> '`' + name + '`')
                        .toList());
    }

    private static VersionSummary fullVersion() {
        LearnerOptions options = Life.options(100, 1, 4, 0)
                .with(LearnerOptions.defaults().gate())
                .with(new RotationRule(RotationRule.Init.OPQ, 1, RotationRule.Learn.GIVENS_GREEDY, 1, 1));
        Life life = Life.random(options, 5, 100, new Random(0), 0);
        return life.publish(1_000, 10_000_000).orElseThrow();
    }

    private static TreeSet<String> named() throws IOException {
        TreeSet<String> named = new TreeSet<>();
        String page = Files.readString(PAGE);
        Matcher rows = ROW.matcher(page.substring(page.indexOf("## Of the clicks")));
        while (rows.find()) {
            Matcher names = NAME.matcher(rows.group(1));
            while (names.find()) {
                named.add(names.group(1));
            }
        }
        return named;
    }
}
