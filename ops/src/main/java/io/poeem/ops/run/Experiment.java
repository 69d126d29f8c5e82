package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.Evaluation;
import io.poeem.ops.evaluate.LogEnds;
import io.poeem.ops.evaluate.Setting;
import io.poeem.ops.live.LiveSearcher;
import io.poeem.ops.publish.Feed;
import io.poeem.ops.publish.Publisher;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A bounded run from input to report:
 *
 * <ol>
 *   <li>a broker, unless there is one, and the run's topics;
 *   <li>the catalogue is published;
 *   <li>the job starts, and then the clicks are published: it trains to their end while the live searcher follows;
 *   <li>the searcher has until it holds the last version;
 *   <li>clicks and versions are read again, and evaluated.
 * </ol>
 */
public final class Experiment {

    private static final long UNKNOWN = -1;

    private final Console console;
    private final Consumer<BadLine> bad;

    /** @param bad hears of lines of the input that are no clicks */
    public Experiment(Console console, Consumer<BadLine> bad) {
        this.console = console;
        this.bad = bad;
    }

    /**
     * Runs to the end.
     *
     * @throws io.poeem.job.options.OptionException for a setting that the run itself has to decide
     * @throws RunException when the job fails or publishes nothing
     */
    public Outcome run(Plan plan) {
        RunSettings.check(plan);
        if (plan.bootstrap().isPresent()) {
            return run(plan, plan.bootstrap().get());
        }
        try (LocalBroker broker = LocalBroker.start()) {
            return run(plan, broker.bootstrap());
        }
    }

    private Outcome run(Plan plan, String bootstrap) {
        long clicks = plan.input() instanceof Input.Csv csv ? Feed.count(csv.file(), csv.columns()) : UNKNOWN;
        if (clicks == 0) {
            throw new RunException("The input holds no click; see what was said of its lines, and of its columns");
        }
        JobOptions wanted = plan.settings().with(plan.preferred(), RunSettings.of(plan, bootstrap, clicks));
        RunTopics.create(wanted, plan.input());
        JobOptions options = plan.input() instanceof Input.Topic
                ? wanted.with(StreamOptions.TO_OFFSETS.key(), LogEnds.asOption(LogEnds.now(wanted)))
                : wanted;
        try (Publisher publisher = new Publisher(bootstrap, System::currentTimeMillis);
                LiveSearcher live = new LiveSearcher(options, version -> {})) {
            Feed feed = new Feed(publisher, bad);
            plan.input().catalogue().ifPresent(catalogue -> publish(catalogue, options, feed));
            double seconds = train(plan, options, live, feed, clicks);
            return evaluate(plan, options, live, seconds);
        }
    }

    private void publish(Catalogue catalogue, JobOptions options, Feed feed) {
        try (Progress progress =
                console.progress("publish items", catalogue.items().size(), "items")) {
            feed.items(catalogue, options.topics().items().orElseThrow(), progress);
        }
    }

    /** @return how long the job ran, in seconds */
    private double train(Plan plan, JobOptions options, LiveSearcher live, Feed feed, long clicks) {
        Runnable publishing = () -> {
            if (plan.input() instanceof Input.Csv csv) {
                feed.clicks(csv.file(), csv.columns(), options.topics().clicks(), plan.rate(), Progress.silent());
            }
        };
        try (EmbeddedJob job = EmbeddedJob.start(options);
                BackgroundFeed background = new BackgroundFeed(publishing);
                Progress progress = console.progress("train and serve", clicks, "clicks")) {
            RunTopics.awaitVersions(options);
            live.start();
            job.await(() -> {
                if (job.isRunning()) {
                    background.begin();
                }
                background.check();
                progress.at(live.clicks());
            });
            progress.at(Math.max(0, clicks));
            return job.seconds();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("Interrupted while training", e);
        }
    }

    private Outcome evaluate(Plan plan, JobOptions options, LiveSearcher live, double seconds) {
        Delivery delivery = Delivery.await(options, live);
        Setting setting = new Setting(options, plan.search(), plan.users());
        ClickLog log = setting.clicks().read(orNull(options.from()), options.untilOffsets());
        VersionLog versions = new VersionLog();
        Evaluation.Result result;
        long steps = (long) Evaluation.passes() * log.clicks().size();
        try (Progress progress = console.progress("evaluate", steps, "clicks")) {
            result = new Evaluation(setting).run(log.clicks(), versions, progress);
        }
        RunReport report = new RunReport(options, log, versions, result, live.served());
        boolean own = plan.input() instanceof Input.Csv;
        return new Outcome(
                report.of(seconds, RunTopics.rejected(options), own),
                log,
                live.current(),
                delivery.faults(Delivery.Held.of(live), live.failures(), Delivery.Held.of(versions)));
    }

    private static Long orNull(OptionalLong time) {
        return time.isPresent() ? Long.valueOf(time.getAsLong()) : null;
    }
}
