package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.Evaluation;
import io.poeem.ops.evaluate.Tally;
import io.poeem.ops.live.Freshness;
import io.poeem.ops.live.FreshnessMeter;
import io.poeem.ops.live.Served;
import io.poeem.ops.report.FreshnessMillis;
import io.poeem.ops.report.Recall;
import io.poeem.ops.report.Report;
import io.poeem.ops.report.StaleRecall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a run's figures together. */
record RunReport(JobOptions options, ClickLog log, VersionLog versions, Evaluation.Result result, List<Served> served) {

    /**
     * @param seconds that the job ran
     * @param rejected records in the topic of rejects
     * @param published whether this run published the clicks: only then do their times say how fresh versions were
     */
    Report of(double seconds, long rejected, boolean published) {
        Tally newest = result.served();
        Tally exact = result.exact();
        Tally popularity = result.popularity();
        long clicks = log.clicks().size();
        return new Report(
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
                freshness(published),
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

    private FreshnessMillis freshness(boolean published) {
        Optional<Freshness> measured = published
                ? FreshnessMeter.measure(options.topics().clicks(), log.published(), served)
                : Optional.empty();
        return measured.map(fresh -> new FreshnessMillis(fresh.p50(), fresh.p99()))
                .orElseGet(() -> new FreshnessMillis(null, null));
    }
}
