package io.poeem.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.console.Console;
import io.poeem.ops.report.Report;
import io.poeem.ops.run.Outcome;
import io.poeem.ops.run.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demonstration's own run. */
class DemoIT {

    @Test
    void servedBeatsPopularityAndKeepsToExactOnAllOfMovieTweetings() {
        Console console = new Console(new PrintWriter(System.out), System.out, false);
        Outcome outcome = Demo.run(console, new Settings(Optional.empty(), List.of()));
        Report report = outcome.report();
        assertThat(outcome.faults()).isEmpty();
        assertThat(report.clicks()).isEqualTo(141_695);
        assertThat(report.rejected()).isZero();
        assertThat(report.heldBack()).as("by the quality gate's defaults").isEmpty();
        assertThat(report.versions()).isGreaterThanOrEqualTo(50);
        assertThat(report.evaluated()).isGreaterThan(100_000);
        assertThat(report.recallAt100().served())
                .isGreaterThan(report.recallAt100().popularity())
                .isGreaterThanOrEqualTo(0.97 * report.recallAt100().exact());

        List<Samples.Sample> samples = Samples.of(outcome.log(), outcome.last().orElseThrow(), Map.of(), 10, 3);
        assertThat(samples).hasSize(10).allSatisfy(sample -> {
            assertThat(sample.recommended()).hasSize(3);
            assertThat(sample.watched()).doesNotContainAnyElementsOf(sample.recommended());
        });
    }
}
