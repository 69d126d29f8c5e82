package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.evaluate.Measures;
import io.poeem.ops.evaluate.Staleness;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.gauge.HeldBackAtEnd;
import io.poeem.ops.publish.Publisher;
import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import io.poeem.ops.report.Report;
import io.poeem.ops.report.ReportWindow;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.VersionReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a small log: CSV, broker, job, versions, live searcher, evaluation, report. */
class ExperimentIT {

    private static final int CLICKS = 6_000;
    private static final long START = 1_500_000_000_000L;
    private static final long APART = 10_000;
    private static final AtomicInteger RUNS = new AtomicInteger(); // on one broker each needs names of its own

    @TempDir
    Path directory;

    private final List<BadLine> bad = new ArrayList<>();

    @Test
    void aSmallLogGoesTheWholeWayAndEveryFigureOfTheReportIsThere() throws IOException {
        Path clicks = clicks();
        Path items = items();
        Catalogue catalogue = Catalogue.read(items, List.of(), bad::add);
        Outcome outcome = experiment().run(plan(clicks, Optional.of(catalogue), List.of()));
        Report report = outcome.report();

        assertThat(outcome.faults()).isEmpty();
        assertThat(bad).extracting(BadLine::line).containsExactly((long) CLICKS + 2);
        assertThat(report.clicks()).isEqualTo(CLICKS);
        assertThat(report.rejected()).isZero();
        assertThat(report.clamped()).isZero();
        assertThat(report.heldBackAtEnd()).isEqualTo(new HeldBackAtEnd(0, null));
        assertThat(report.versions()).isGreaterThan(5);
        assertThat(report.versionSha256()).hasSize(report.versions()).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        assertThat(report.versionSha256()).doesNotHaveDuplicates();
        assertThat(report.items()).isEqualTo(200);
        assertThat(report.evaluated()).isBetween(1_000L, (long) CLICKS);
        assertThat(report.recallAt10().served())
                .isGreaterThan(report.recallAt10().popularity());
        assertThat(report.recallAt100().exact()).isNotNull();
        assertThat(report.recallAt100().covisitation())
                .isGreaterThan(report.recallAt100().lastHour());
        assertThat(report.recallAt10().decayedPopularity()).isPositive();
        assertThat(report.overlapAt10()).isBetween(0.2, 1.0);
        assertThat(report.servedToExact().recallAt100()).isBetween(0.5, 1.5);
        assertThat(report.reclicks()).isBetween(1L, report.evaluated());
        assertThat(report.rebuilt().versions()).isEqualTo(3);
        assertThat(report.rebuilt().evaluated()).isBetween(30L, report.evaluated());
        assertThat(report.rebuilt().indexes())
                .containsOnlyKeys("served", "exact", "rebuilt_plain", "rebuilt_click_weighted")
                .allSatisfy((name, figures) -> assertThat(figures.recallAt100()).isPositive());
        assertThat(report.servedByStaleness()).containsOnlyKeys("1h", "6h", "24h");
        assertThat(report.servedByStaleness().get("24h").evaluated()).isZero();
        assertThat(report.freshnessMs().p50()).isPositive();
        assertThat(report.freshnessMs().p99())
                .isGreaterThanOrEqualTo(report.freshnessMs().p50());
        assertThat(report.bytesPerItem()).isBetween(8.0, 100.0);
        assertThat(report.distortion()).isPositive();
        assertThat(report.scannedShare()).isBetween(0.01, 1.0);
        assertThat(report.clicksPerSecond()).isPositive();
        assertThat(report.options()).containsEntry("snapshot.interval", "1 h");
        assertThat(report.series().version()).hasSize(report.versions());
        assertThat(report.series().loss()).hasSize(report.versions()).doesNotContainNull();
    }

    @Test
    void ofAPartOfAFileThatPartIsTrainedOnAndOfThatTheEvaluatedWindowIsAskedFor() throws IOException {
        Window range = new Window(mark("offset:1000"), mark(Long.toString(START + 5_000 * APART)));
        Window evaluated = new Window(mark("offset:4000"), none());
        Plan plan = plan(none(), new Input.Csv(clicks(), ClickColumns.standard(), range, none()), List.of(), evaluated);
        Outcome outcome = experiment().run(plan);
        assertThat(outcome.faults()).isEmpty();
        assertThat(outcome.report().clicks()).isEqualTo(4_000);
        assertThat(outcome.report().window())
                .isEqualTo(new ReportWindow("offset:1000", "1500050000000", "offset:4000", null, 1_000));
        assertThat(outcome.report().evaluated()).isBetween(900L, 1_000L);
        assertThat(outcome.log().clicks().get(0).time()).isEqualTo(START + 1_000 * APART);
    }

    @Test
    void aPartOfATopicIsFoundByTimeAndByOffset() {
        try (LocalBroker broker = LocalBroker.start();
                Publisher publisher = new Publisher(broker.bootstrap(), System::currentTimeMillis)) {
            broker.createTopic("log", 1);
            for (int i = 0; i < CLICKS; i++) {
                publisher.click("log", click(i));
            }
            publisher.flush();
            Window evaluated = new Window(mark(Long.toString(START + 4_000 * APART)), none());
            List<Report> reports = new ArrayList<>();
            for (Window range : List.of(
                    new Window(mark("offset:1000"), mark("offset:5000")),
                    new Window(
                            mark(Long.toString(START + 1_000 * APART)), mark(Long.toString(START + 5_000 * APART))))) {
                Input topic = new Input.Topic("log", range, none(), none());
                Plan plan = plan(Optional.of(broker.bootstrap()), topic, List.of(), evaluated);
                reports.add(experiment().run(plan).report());
            }
            assertThat(reports).allSatisfy(report -> {
                assertThat(report.clicks()).isEqualTo(4_000);
                assertThat(report.window().clicks()).isEqualTo(1_000);
            });
            assertThat(reports.get(0).versionSha256()).isEqualTo(reports.get(1).versionSha256());

            Input beyond = new Input.Topic("log", new Window(mark("offset:7000"), none()), none(), none());
            assertThatThrownBy(
                            () -> experiment().run(plan(Optional.of(broker.bootstrap()), beyond, List.of(), evaluated)))
                    .hasMessageContainingAll("offset 7000", "log", "6000");
        }
    }

    @Test
    void aWindowWithoutClicksIsRefusedBeforeAnythingIsTrained() throws IOException {
        Window evaluated = new Window(mark("2000000000000"), none());
        Input all = new Input.Csv(clicks(), ClickColumns.standard(), Window.ALL, none());
        assertThatThrownBy(() -> experiment().run(plan(none(), all, List.of(), evaluated)))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("from 2000000000000");
    }

    @Test
    void offsetsOfAnotherPartitionThanAFilesAreRefusedBeforeAnythingIsTrained() throws IOException {
        Input all = new Input.Csv(clicks(), ClickColumns.standard(), Window.ALL, none());
        assertThatThrownBy(
                        () -> experiment().run(plan(none(), all, List.of(), new Window(mark("offset:1:4000"), none()))))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll("\"offset:1:4000\"", "[1]", "[0]", "offset:N");
    }

    @Test
    void aTopicsWindowWithoutClicksOrOfOtherPartitionsIsRefusedBeforeAnythingIsTrained() {
        try (LocalBroker broker = LocalBroker.start();
                Publisher publisher = new Publisher(broker.bootstrap(), System::currentTimeMillis)) {
            broker.createTopic("log", 2);
            for (int i = 0; i < 100; i++) {
                publisher.click("log", click(i));
            }
            publisher.flush();
            Input topic = new Input.Topic("log", Window.ALL, none(), none());
            Optional<String> bootstrap = Optional.of(broker.bootstrap());
            for (String place : List.of("2000000000000", "offset:0:100,1:100")) {
                Plan plan = plan(bootstrap, topic, List.of(), new Window(mark(place), none()));
                assertThatThrownBy(() -> experiment().run(plan))
                        .isInstanceOf(RunException.class)
                        .hasMessageContainingAll("nothing to evaluate", "100 clicks", "from " + place);
            }
            Plan plan = plan(bootstrap, topic, List.of(), new Window(none(), mark("offset:50")));
            assertThatThrownBy(() -> experiment().run(plan))
                    .isInstanceOf(RunException.class)
                    .hasMessageContainingAll("\"offset:50\"", "topic log", "[0, 1]", "offset:0:N,1:M");
        }
    }

    @Test
    void anInputWithoutClicksIsRefusedBeforeAnythingIsTrained() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.csv"), "timestamp_ms,user_id,item_id\n");
        assertThatThrownBy(() -> experiment().run(plan(empty, Optional.empty(), List.of())))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("no click");
    }

    @Test
    void aJobThatPublishesNothingSaysWhy() throws IOException {
        Plan plan = plan(clicks(), Optional.empty(), List.of("warmup.examples=100000"));
        assertThatThrownBy(() -> experiment().run(plan))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("published no version")
                .hasMessageContaining("warmup.examples");
    }

    @Test
    void aJobWhoseVersionsAreAllHeldBackNamesTheGatesReason() throws IOException {
        Plan plan = plan(clicks(), Optional.empty(), List.of("gate.canaries=128", "gate.canary-recall.min=1"));
        assertThatThrownBy(() -> experiment().run(plan))
                .isInstanceOf(RunException.class)
                .hasMessageContainingAll("published no version", "held back all", "below gate.canary-recall.min")
                .hasMessageNotContaining("warmup.examples");
    }

    @Test
    void aTopicThatGrowsMeanwhileIsEvaluatedToWhereTheJobStopped() {
        try (LocalBroker broker = LocalBroker.start();
                Publisher publisher = new Publisher(broker.bootstrap(), System::currentTimeMillis)) {
            broker.createTopic("log", 2);
            AtomicInteger published = new AtomicInteger();
            Runnable more = () -> publisher.click("log", click(published.getAndIncrement()));
            for (int i = 0; i < CLICKS / 2; i++) {
                more.run();
            }
            publisher.flush();
            Outcome outcome;
            try (BackgroundFeed growth = new BackgroundFeed(() -> slowly(more))) {
                growth.begin();
                outcome =
                        experiment().run(plan(broker.bootstrap(), new Input.Topic("log", Window.ALL, none(), none())));
            }
            publisher.flush();

            String ends = outcome.report().options().get("source.to-offsets");
            long untilEnds = Stream.of(ends.split(","))
                    .mapToLong(end -> Long.parseLong(end.substring(end.indexOf(':') + 1)))
                    .sum();
            assertThat(outcome.log().clicks()).hasSize((int) untilEnds).hasSizeLessThan(published.get());
            assertThat(trained(broker, outcome)).isEqualTo(untilEnds);
        }
    }

    private static Optional<Mark> mark(String text) {
        return Optional.of(Mark.parse(text));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static ClickRow click(int i) {
        return new ClickRow(i, START + i * APART, "u" + i % 97, "i" + i * 7 % 200, 1, List.of());
    }

    private static void slowly(Runnable publishing) {
        while (!Thread.currentThread().isInterrupted()) {
            publishing.run();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Clicks in the last version. */
    private static long trained(LocalBroker broker, Outcome outcome) {
        try (VersionReader reader = VersionReader.builder()
                .kafka(Map.of("bootstrap.servers", broker.bootstrap()))
                .topics("small.index", "small.versions")
                .open()) {
            assertThat(reader.manifests()).hasSize(outcome.report().versions());
            return reader.manifests()
                    .get(reader.manifests().size() - 1)
                    .getCounts()
                    .get("clicks");
        }
    }

    private Experiment experiment() {
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Experiment(new Console(new PrintWriter(silent), silent, false), bad::add);
    }

    private static Plan plan(Path clicks, Optional<Catalogue> catalogue, List<String> set) {
        return plan(Optional.empty(), new Input.Csv(clicks, ClickColumns.standard(), Window.ALL, catalogue), set);
    }

    private static Plan plan(String bootstrap, Input input) {
        return plan(Optional.of(bootstrap), input, List.of());
    }

    private static Plan plan(Optional<String> bootstrap, Input input, List<String> set) {
        return plan(bootstrap, input, set, Window.ALL);
    }

    private static Plan plan(Optional<String> bootstrap, Input input, List<String> set, Window evaluated) {
        Map<String, String> preferred = Map.of(
                "snapshot.interval", "1 h",
                "warmup.examples", "1000",
                "warmstart.sample", "512",
                "coarse.centroids", "16",
                "codebook.centroids", "64",
                "model.dims", "32",
                "checkpoint.interval", "500 ms",
                "publish.vectors", "true");
        return new Plan(
                input,
                0,
                bootstrap,
                Optional.empty(),
                evaluated.isAll() ? "small" : "small-" + RUNS.incrementAndGet(),
                new Settings(Optional.empty(), set),
                preferred,
                SearchOptions.defaults(),
                new UserSample(1),
                evaluated,
                new Measures(true, Staleness.REPORTED, 3));
    }

    /** Users stay within one of ten groups of items; the last line is broken. */
    private Path clicks() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder csv = new StringBuilder("timestamp_ms,user_id,item_id\n");
        for (int i = 0; i < CLICKS; i++) {
            int user = random.nextInt(300);
            int item = user % 10 * 20 + random.nextInt(20);
            csv.append(START + i * APART)
                    .append(",u")
                    .append(user)
                    .append(",i")
                    .append(item)
                    .append('\n');
        }
        csv.append("broken\n");
        return Files.writeString(directory.resolve("clicks.csv"), csv);
    }

    private Path items() throws IOException {
        StringBuilder csv = new StringBuilder("item_id,group\n");
        for (int i = 0; i < 200; i++) {
            csv.append('i').append(i).append(",g").append(i / 20).append('\n');
        }
        return Files.writeString(directory.resolve("items.csv"), csv);
    }
}
