package io.poeem.ops.demo;

import io.poeem.ops.console.Console;
import io.poeem.ops.evaluate.Measures;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.range.Window;
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
     * What a short log needs: eight months with a few thousand clicks a week, a version a day, and an index early on. All that
     * is learned, and how, is as by default.
     */
    static final Map<String, String> PREFERRED = Map.of(
            "snapshot.interval", "1 d",
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
                    Optional.of("demo"),
                    "poeem",
                    settings,
                    PREFERRED,
                    SearchOptions.defaults(),
                    new UserSample(1),
                    Window.ALL,
                    Measures.ALL);
            return new Experiment(console, line -> {
                        throw new IllegalStateException("the bundled log is damaged: " + line);
                    })
                    .run(plan);
        }
    }
}
