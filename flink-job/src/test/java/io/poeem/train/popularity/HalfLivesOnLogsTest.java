package io.poeem.train.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found on real logs, news and films, beside what recall says is best there: 10 min, 7 d, 30 d. */
class HalfLivesOnLogsTest {

    private static final Path LOGS = Path.of(System.getProperty("basedir", "flink-job"), "..", "..", "shared", "data");

    @ParameterizedTest
    @CsvSource({
        "globo-clicks-week1.csv.gz, 1506999600000, 10, 2",
        "movietweetings-ratings.csv.gz, 1400000000000, 10240, 1",
        "movielens-1m-positives.csv.gz, 1100000000000, 40960, 1"
    })
    void findsWhatServesBestAndKeepsToIt(String log, long until, int minutes, int switches) throws IOException {
        Path file = LOGS.resolve(log);
        assumeTrue(Files.exists(file), file + " is not there: the logs of experiments are not part of the project");
        Counting counting = new Counting(PopularityOptions.auto(), 100_000);
        int found = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            long hour = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split(",");
                long time = Long.parseLong(columns[0]);
                if (time >= until) {
                    break;
                }
                if (time / 3_600_000 != hour && counting.estimate().rescale()) {
                    counting.estimate().published();
                    found++;
                }
                hour = time / 3_600_000;
                counting.count(columns[2], 1, time);
            }
        }
        assertThat(((HalfLives) counting.estimate()).inUse()).hasMinutes(minutes);
        assertThat(found).isEqualTo(switches);
    }
}
