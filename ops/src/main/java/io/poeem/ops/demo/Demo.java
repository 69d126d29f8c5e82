package io.poeem.ops.demo;

import io.poeem.ops.console.Console;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.run.Experiment;
import io.poeem.ops.run.Outcome;
import io.poeem.ops.run.Plan;
import io.poeem.ops.run.Settings;
import io.poeem.searcher.SearchOptions;
import java.util.Map;
import java.util.Optional;

/** The demonstration's run. */
public final class Demo {

    /**
     * Films are watched for months and a week of this log is a few thousand clicks: popularity fades over a fortnight, and
     * eight months of the log give a version every day.
     */
    static final Map<String, String> PREFERRED = Map.of(
            "snapshot.interval", "1 d",
            "popularity.half-life", "14 d",
            "warmup.examples", "10000",
            "warmstart.sample", "4096",
            "checkpoint.interval", "1 s",
            "publish.vectors", "true");

    /** Slower than the trainer, so that freshness says how long the way is, not how long the queue. */
    private static final double CLICKS_PER_SECOND = 8_000;

    private Demo() {}

    public static Outcome run(Console console, Settings settings) {
        try (MovieTweetings bundle = MovieTweetings.open()) {
            Plan plan = new Plan(
                    bundle.input(),
                    CLICKS_PER_SECOND,
                    Optional.empty(),
                    "poeem",
                    settings,
                    PREFERRED,
                    SearchOptions.defaults(),
                    new UserSample(1));
            return new Experiment(console, line -> {
                        throw new IllegalStateException("the bundled log is damaged: " + line);
                    })
                    .run(plan);
        }
    }
}
