package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.Evaluation;
import io.poeem.ops.evaluate.Tally;
import io.poeem.ops.live.Freshness;
import io.poeem.ops.live.FreshnessMeter;
import io.poeem.ops.live.Served;
import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import io.poeem.ops.report.FreshnessMillis;
import io.poeem.ops.report.Recall;
import io.poeem.ops.report.Report;
import io.poeem.ops.report.ReportWindow;
import io.poeem.ops.report.StaleRecall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a run's figures together. */
record RunReport(
        Plan plan,
        JobOptions options,
        ClickLog log,
        VersionLog versions,
        Evaluation.Result result,
        List<Served> served) {

    /**
     * @param seconds that the job ran
     * @param rejected records in the topic of rejects
     * @param window what was evaluated
     */
    Report of(double seconds, long rejected, ReportWindow window) {
        Tally newest = result.served();
        Tally exact = result.exact();
        Tally popularity = result.popularity();
        long clicks = log.clicks().size();
        return new Report(
                plan.name().orElse(null),
                window,
                clicks,
                seconds > 0 ? Double.valueOf(clicks / seconds) : null,
                rejected,
                log.clamped(),
                versions.size(),
                versions.sha256(),
                new Recall(newest.recallAt10(), exact.recallAt10(), popularity.recallAt10()),
                new Recall(newest.recallAt100(), exact.recallAt100(), popularity.recallAt100()),
                stale(),
                newest.asked(),
                freshness(),
                versions.bytesPerItem(),
                versions.items(),
                versions.distortion(),
                result.scannedShare(),
                options.shown(),
                versions.series(result));
    }

    private Map<String, StaleRecall> stale() {
        Map<String, StaleRecall> all = new LinkedHashMap<>();
        result.byStaleness()
                .forEach((name, tally) ->
                        all.put(name, new StaleRecall(tally.recallAt10(), tally.recallAt100(), tally.asked())));
        return all;
    }

    /** @param inTopic what was evaluated, in the topic's offsets */
    static ReportWindow window(Plan plan, ClickLog log, Window inTopic) {
        Window range = plan.input().range();
        return new ReportWindow(
                text(range.from()),
                text(range.until()),
                text(plan.evaluated().from()),
                text(plan.evaluated().until()),
                log.clicks().stream().filter(click -> click.isIn(inTopic)).count());
    }

    private static String text(Optional<Mark> mark) {
        return mark.map(Mark::text).orElse(null);
    }

    /** Of clicks that this run published: only of these do their times say how fresh versions were. */
    private FreshnessMillis freshness() {
        Optional<Freshness> measured = plan.input() instanceof Input.Csv
                ? FreshnessMeter.measure(options.topics().clicks(), log.published(), served)
                : Optional.empty();
        return measured.map(fresh -> new FreshnessMillis(fresh.p50(), fresh.p99()))
                .orElseGet(() -> new FreshnessMillis(null, null));
    }
}
