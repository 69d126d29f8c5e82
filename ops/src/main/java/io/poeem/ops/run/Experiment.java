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
import io.poeem.ops.evaluate.LogRange;
import io.poeem.ops.evaluate.Scores;
import io.poeem.ops.evaluate.Setting;
import io.poeem.ops.gauge.HeldBackAtEnd;
import io.poeem.ops.gauge.JobGauges;
import io.poeem.ops.live.LiveSearcher;
import io.poeem.ops.publish.Feed;
import io.poeem.ops.publish.Publisher;
import io.poeem.ops.range.Window;
import io.poeem.ops.report.ReportWindow;
import java.util.Optional;
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
        check(plan);
        if (plan.bootstrap().isPresent()) {
            return run(plan, plan.bootstrap().get());
        }
        try (LocalBroker broker = LocalBroker.start()) {
            return run(plan, broker.bootstrap());
        }
    }

    /**
     * What can be said of a plan's settings before anything is started.
     *
     * @throws io.poeem.job.options.OptionException for a setting that cannot be used
     */
    public static void check(Plan plan) {
        RunSettings.check(plan);
        plan.settings()
                .with(plan.preferred(), RunSettings.of(plan, plan.bootstrap().orElse("own:0"), 0));
    }

    private Outcome run(Plan plan, String bootstrap) {
        console.say(RunNotice.of(plan, bootstrap));
        RunNotice.evaluated(plan).ifPresent(console::say);
        long published = plan.input() instanceof Input.Csv csv ? new FileClicks(csv).count(plan.evaluated()) : UNKNOWN;
        JobOptions wanted = plan.settings().with(plan.preferred(), RunSettings.of(plan, bootstrap, published));
        RunTopics.create(wanted, plan.input());
        Optional<LogRange> range = plan.input() instanceof Input.Topic topic
                ? Optional.of(LogRange.now(wanted, topic.range()))
                : Optional.empty();
        JobOptions options = range.map(offsets -> within(offsets, wanted)).orElse(wanted);
        range.ifPresent(offsets -> TopicClicks.requireSome(plan, options, offsets));
        long clicks = range.map(LogRange::size).orElse(published);
        try (Publisher publisher = new Publisher(bootstrap, System::currentTimeMillis);
                LiveSearcher live = new LiveSearcher(options, version -> {})) {
            Feed feed = new Feed(publisher, bad);
            plan.input().catalogue().ifPresent(catalogue -> publish(known(catalogue, plan.input()), options, feed));
            double seconds = train(plan, options, live, feed, clicks);
            return evaluate(plan, options, live, seconds);
        }
    }

    /** The same records for the job and for whoever evaluates, however the topic grows. */
    private static JobOptions within(LogRange offsets, JobOptions options) {
        return options.with(StreamOptions.FROM_OFFSETS.key(), LogRange.asOption(offsets.starts()))
                .with(StreamOptions.TO_OFFSETS.key(), LogRange.asOption(offsets.ends()));
    }

    /** What the catalogue says within the clicks' time: of later items nobody would ask, but versions would hold them. */
    private static Catalogue known(Catalogue catalogue, Input input) {
        return input instanceof Input.Csv csv && catalogue.items().stream().anyMatch(item -> item.eventTime() > 0)
                ? catalogue.until(Feed.last(csv.file(), csv.columns(), csv.range()))
                : catalogue;
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
                feed.clicks(
                        csv.file(),
                        csv.columns(),
                        csv.range(),
                        options.topics().clicks(),
                        plan.rate(),
                        Progress.silent());
            }
        };
        JobGauges.clear();
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
        HeldBackAtEnd held = HeldBackAtEnd.ofJob();
        Delivery delivery = Delivery.await(options, live, held);
        Window window = plan.input() instanceof Input.Csv csv
                ? new FileClicks(csv).inTopic(plan.evaluated())
                : plan.evaluated();
        Setting setting = new Setting(options, plan.search(), plan.users(), window, plan.measures());
        ClickLog log = setting.clicks().read(options.fromOffsets(), options.untilOffsets());
        VersionLog versions = new VersionLog();
        Scores result;
        try (Progress progress = console.progress("evaluate", log.clicks().size(), "clicks")) {
            result = new Evaluation(setting, console::say).run(log.clicks(), versions, progress);
        }
        RunReport report = new RunReport(plan, options, log, versions, held, result, live.served());
        ReportWindow evaluated = RunReport.window(plan, log, window);
        return new Outcome(
                report.of(seconds, RunTopics.rejected(options), evaluated),
                log,
                live.current(),
                delivery.faults(Delivery.Held.of(live), live.failures(), Delivery.Held.of(versions)));
    }
}
