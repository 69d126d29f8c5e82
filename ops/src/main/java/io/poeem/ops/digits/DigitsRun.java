package io.poeem.ops.digits;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.gauge.HeldBackAtEnd;
import io.poeem.ops.gauge.JobGauges;
import io.poeem.ops.publish.Publisher;
import io.poeem.ops.run.BackgroundFeed;
import io.poeem.ops.run.EmbeddedJob;
import io.poeem.ops.run.RunException;
import io.poeem.ops.run.Settings;
import io.poeem.searcher.VersionReader;
import io.poeem.state.image.IndexImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The task through the job: a Kafka of its own, the clicks published while an embedded Flink trains on them to their end,
 * and the version that it then publishes, read back and searched.
 *
 * <p>That version is the only one. It is encoded whole with its own codebooks, and holds the embeddings.
 */
public final class DigitsRun {

    private static final String TOPIC = "digits.clicks";

    private final Console console;
    private final Settings settings;

    /** @param settings go before those of the authors */
    public DigitsRun(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    /** What it has come to, as the command prints it. */
    public DigitsResult run(DigitsTask task) throws InterruptedException {
        DigitsClicks clicks = new DigitsClicks(task);
        check(task); // a setting that cannot be used is known at once
        try (LocalBroker broker = LocalBroker.start()) {
            JobOptions options = settings.with(AuthorsSettings.of(task), firm(task, broker.bootstrap()));
            broker.createTopic(TOPIC, 1);
            double seconds = train(options, task, clicks);
            long started = System.nanoTime();
            IndexImage image = last(options);
            DigitsFigures figures;
            long questions = (long) DigitsFigures.SEARCHES * DigitsTask.NUMBERS;
            try (Progress progress = console.progress("search", questions, "queries")) {
                figures = DigitsFigures.of(image, clicks.meaning(), task.seed(), progress);
            }
            double searching = (System.nanoTime() - started) / 1e9;
            return new DigitsResult(task, options.shown(), image.model().shape().coarse(), figures, seconds, searching);
        }
    }

    private void check(DigitsTask task) {
        Map<String, String> weak = AuthorsSettings.of(task);
        Map<String, String> firm = firm(task, "own:0");
        JobOptions authors = new Settings(Optional.empty(), List.of()).with(weak, firm);
        AuthorsSettings.requireFixed(settings.with(weak, firm), authors);
    }

    private static Map<String, String> firm(DigitsTask task, String bootstrap) {
        Map<String, String> firm = new LinkedHashMap<>();
        firm.put("kafka.bootstrap", bootstrap);
        firm.put("namespace", "digits");
        firm.put("topic.clicks", TOPIC);
        firm.put("topic.items", "");
        firm.put("topics.create", "true");
        firm.put("source.bounded", "true");
        firm.put("source.to-offsets", "0:" + task.clicks());
        firm.put("snapshot.interval", "1 d");
        firm.put("refresh.versions", "1");
        firm.put("publish.vectors", "true");
        return firm;
    }

    private double train(JobOptions options, DigitsTask task, DigitsClicks clicks) throws InterruptedException {
        JobGauges.clear();
        try (EmbeddedJob job = EmbeddedJob.start(options);
                BackgroundFeed feed = new BackgroundFeed(() -> publish(options, clicks));
                Progress progress = console.progress("train", task.clicks(), "clicks")) {
            job.await(() -> {
                if (job.isRunning()) {
                    feed.begin();
                }
                feed.check();
                JobGauges.read();
                progress.at((long) JobGauges.last("Shard trainer", "clicks"));
            });
            progress.at(task.clicks());
            return job.seconds();
        }
    }

    private static void publish(JobOptions options, DigitsClicks clicks) {
        try (Publisher publisher =
                new Publisher(options.kafkaClient().getProperty("bootstrap.servers"), System::currentTimeMillis)) {
            for (ClickRow row = clicks.next(); row != null; row = clicks.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                publisher.click(TOPIC, row);
            }
            publisher.flush();
        }
    }

    private static IndexImage last(JobOptions options) {
        try (VersionReader reader = VersionReader.builder()
                .kafka(options.kafkaClient())
                .topics(options.topics().index(), options.topics().versions())
                .open()) {
            return reader.last()
                    .orElseThrow(() -> new RunException(HeldBackAtEnd.ofJob()
                            .whyNone("warmup.examples and warmstart.sample were not seen. Take more --clicks, or set"
                                    + " these lower")))
                    .image();
        }
    }
}
