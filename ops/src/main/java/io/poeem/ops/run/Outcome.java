package io.poeem.ops.run;

import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.report.Report;
import io.poeem.searcher.Searcher;
import java.util.List;
import java.util.Optional;

/**
 * What a run has come to.
 *
 * @param report its figures
 * @param log the clicks
 * @param last the version served last by the live searcher
 * @param faults what was published but not received, verified and served; empty if all is well
 */
public record Outcome(Report report, ClickLog log, Optional<Searcher> last, List<String> faults) {

    public Outcome {
        faults = List.copyOf(faults);
    }
}
