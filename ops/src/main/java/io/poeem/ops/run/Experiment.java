package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.Evaluation;
import io.poeem.ops.evaluate.Setting;
import io.poeem.ops.live.LiveSearcher;
import io.poeem.ops.publish.Feed;
import io.poeem.ops.publish.Publisher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A bounded run from input to report:
 *
 * <ol>
 *   <li>a broker, unless there is one, and the run's topics;
 *   <li>the catalogue, then the clicks, are published;
 *   <li>the live searcher follows, and the job trains to the end of the clicks;
 *   <li>the searcher has until it holds the last version;
 *   <li>clicks and versions are read again, and evaluated.
 * </ol>
 */
public final class Experiment {

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
     * @throws RunException when the job fails or publishes nothing
     */
    public Outcome run(Plan plan) {
        if (plan.bootstrap().isPresent()) {
            return run(plan, plan.bootstrap().get());
        }
        try (LocalBroker broker = LocalBroker.start()) {
            return run(plan, broker.bootstrap());
        }
    }

    private Outcome run(Plan plan, String bootstrap) {
        JobOptions options = plan.settings().with(plan.preferred(), firm(plan, bootstrap));
        RunTopics.create(options, plan.input());
        long clicks = publish(plan.input(), options, bootstrap);
        try (LiveSearcher live = new LiveSearcher(options, version -> {})) {
            Trained trained = train(options, live, clicks);
            return evaluate(plan, options, live, trained);
        }
    }

    /** What the run decides: where it reads and writes, and that it ends. */
    private static Map<String, String> firm(Plan plan, String bootstrap) {
        Map<String, String> firm = new LinkedHashMap<>();
        firm.put("kafka.bootstrap", bootstrap);
        firm.put("namespace", plan.namespace());
        firm.put("source.bounded", "true");
        firm.put("topics.create", "true");
        if (plan.input() instanceof Input.Topic topic) {
            firm.put("topic.clicks", topic.name());
            firm.put("source.from", topic.from());
            firm.put("source.to", topic.to());
        }
        if (plan.input().catalogue().isEmpty()) {
            firm.put("topic.items", "");
        }
        return firm;
    }

    /** @return how many clicks were published; -1 when they were there before */
    private long publish(Input input, JobOptions options, String bootstrap) {
        try (Publisher publisher = new Publisher(bootstrap, System::currentTimeMillis)) {
            Feed feed = new Feed(publisher, bad);
            input.catalogue().ifPresent(catalogue -> {
                try (Progress progress =
                        console.progress("publish items", catalogue.items().size(), "items")) {
                    feed.items(catalogue, options.topics().items().orElseThrow(), progress);
                }
            });
            if (!(input instanceof Input.Csv csv)) {
                return -1;
            }
            long total = Feed.count(csv.file(), csv.columns());
            try (Progress progress = console.progress("publish clicks", total, "clicks")) {
                return feed.clicks(csv.file(), csv.columns(), options.topics().clicks(), 0, progress);
            }
        }
    }

    private Trained train(JobOptions options, LiveSearcher live, long clicks) {
        try (EmbeddedJob job = EmbeddedJob.start(options);
                Progress progress = console.progress("train and publish", clicks, "clicks")) {
            live.start();
            job.await(() -> live.served().stream()
                    .reduce((earlier, later) -> later)
                    .ifPresent(last -> progress.at(last.manifest().getCounts().getOrDefault("clicks", 0L))));
            progress.at(Math.max(0, clicks));
            return new Trained(job.seconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("Interrupted while training", e);
        }
    }

    private record Trained(double seconds) {}

    private Outcome evaluate(Plan plan, JobOptions options, LiveSearcher live, Trained trained) {
        Delivery delivery = Delivery.await(options, live);
        Setting setting = new Setting(options, plan.search(), plan.users());
        ClickLog log = setting.clicks().read(time(options, "source.from"), time(options, "source.to"));
        VersionLog versions = new VersionLog();
        Evaluation.Result result;
        long steps = (long) Evaluation.passes() * log.clicks().size();
        try (Progress progress = console.progress("evaluate", steps, "clicks")) {
            result = new Evaluation(setting).run(log.clicks(), versions, progress);
        }
        RunReport report = new RunReport(options, log, versions, result, live.served());
        boolean own = plan.input() instanceof Input.Csv;
        return new Outcome(
                report.of(trained.seconds(), RunTopics.rejected(options), own),
                log,
                live.current(),
                delivery.faults(live, versions));
    }

    private static Long time(JobOptions options, String key) {
        String value = Optional.ofNullable(options.shown().get(key)).orElse("");
        if (value.isEmpty()) {
            return null;
        }
        return value.matches("\\d+")
                ? Long.valueOf(value)
                : Long.valueOf(java.time.Instant.parse(value).toEpochMilli());
    }
}
