package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.Method;
import io.poeem.ops.evaluate.Scores;
import io.poeem.ops.evaluate.Tally;
import io.poeem.ops.gauge.HeldBackAtEnd;
import io.poeem.ops.live.Freshness;
import io.poeem.ops.live.FreshnessMeter;
import io.poeem.ops.live.Served;
import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import io.poeem.ops.report.FreshnessMillis;
import io.poeem.ops.report.IndexFigures;
import io.poeem.ops.report.RebuiltIndexes;
import io.poeem.ops.report.Recall;
import io.poeem.ops.report.Report;
import io.poeem.ops.report.ReportWindow;
import io.poeem.ops.report.ServedToExact;
import io.poeem.ops.report.StaleRecall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts a run's figures together. */
record RunReport(
        Plan plan,
        JobOptions options,
        ClickLog log,
        VersionLog versions,
        HeldBackAtEnd heldBackAtEnd,
        Scores scores,
        List<Served> served) {

    /**
     * @param seconds that the job ran
     * @param rejected records in the topic of rejects
     * @param window what was evaluated
     */
    Report of(double seconds, long rejected, ReportWindow window) {
        Tally newest = scores.of(Method.SERVED);
        long clicks = log.clicks().size();
        return new Report(
                plan.name().orElse(null),
                window,
                clicks,
                seconds > 0 ? Double.valueOf(clicks / seconds) : null,
                rejected,
                log.clamped(),
                versions.size(),
                versions.heldBack(),
                heldBackAtEnd,
                versions.sha256(),
                recall(Tally::recallAt10),
                recall(Tally::recallAt100),
                stale(),
                newest.asked(),
                newest.reclicks(),
                newest.overlapAt10(),
                new ServedToExact(ratio(Tally::recallAt10), ratio(Tally::recallAt100)),
                scores.rebuilt().map(RunReport::rebuilt).orElse(null),
                freshness(),
                versions.bytesPerItem(),
                versions.items(),
                versions.distortion(),
                newest.scannedShare(),
                options.shown(),
                versions.series(scores));
    }

    private Recall recall(Function<Tally, Double> at) {
        return new Recall(
                at.apply(scores.of(Method.SERVED)),
                at.apply(scores.of(Method.EXACT)),
                at.apply(scores.of(Method.POPULARITY)),
                at.apply(scores.of(Method.LAST_HOUR)),
                at.apply(scores.of(Method.DECAYED_POPULARITY)),
                at.apply(scores.of(Method.COVISITATION)));
    }

    /** Null where there is no exact recall, or none to divide by. */
    private Double ratio(Function<Tally, Double> at) {
        Double exact = at.apply(scores.of(Method.EXACT));
        Double served = at.apply(scores.of(Method.SERVED));
        return exact == null || exact == 0 ? null : Double.valueOf(served / exact);
    }

    private static RebuiltIndexes rebuilt(Scores.Rebuilt rebuilt) {
        Map<String, IndexFigures> figures = new LinkedHashMap<>();
        rebuilt.totals()
                .forEach((method, tally) -> figures.put(
                        method.text(),
                        new IndexFigures(
                                tally.recallAt10(),
                                tally.recallAt100(),
                                method == Method.EXACT ? null : tally.overlapAt10(),
                                method == Method.EXACT ? null : tally.scannedShare())));
        return new RebuiltIndexes(
                rebuilt.versions(), rebuilt.totals().get(Method.SERVED).asked(), figures);
    }

    private Map<String, StaleRecall> stale() {
        Map<String, StaleRecall> all = new LinkedHashMap<>();
        scores.byStaleness()
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
