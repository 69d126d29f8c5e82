package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.job.PublishedVersions.Version;
import io.poeem.ops.reshard.Reshard;
import io.poeem.schemas.Click;
import io.poeem.searcher.Query;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.flink.api.common.JobID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job goes on with another number of shards, from a savepoint that was taken while it worked. */
class ReshardIT {

    private static final List<Click> CLICKS = SyntheticClicks.clicks(16_000);
    private static final int TOP = 100;

    private static LocalBroker broker;
    private static JobCluster cluster;
    private static Version undisturbed;

    @BeforeAll
    static void runUndisturbed() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
        broker.createTopic("clicks", 4);
        broker.createTopic("items", 1);
        SyntheticClicks.send(broker.bootstrap(), "clicks", CLICKS);
        SyntheticClicks.sendItems(broker.bootstrap(), "items", SyntheticClicks.items());
        JobOptions options = options("undisturbed", 1);
        cluster.await(cluster.submit(options));
        List<Version> versions = PublishedVersions.all(broker.bootstrap(), options, false);
        undisturbed = versions.get(versions.size() - 1);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"1, 2", "2, 4", "2, 1"})
    void theJobGoesOn(int before, int after, @TempDir Path directory) throws Exception {
        String namespace = "from-" + before + "-to-" + after;
        broker.createTopic(namespace + "-clicks", 4);
        JobOptions options = growing(namespace, before);
        String savepoint = stopAtWork(options, directory);
        List<Version> until = PublishedVersions.all(broker.bootstrap(), options, false);
        send(options, 3, 4);

        JobOptions changed = growing(namespace, after);
        cluster.await(cluster.submit(changed, reshard(changed, savepoint, directory.resolve("once"))));
        List<Version> versions = PublishedVersions.all(broker.bootstrap(), changed, false);
        assertThat(versions).hasSizeGreaterThan(until.size() + 5);
        assertThat(versions)
                .extracting(version -> version.manifest().getVersion())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, versions.size()).boxed().toList());
        assertNothingIsLost(until, versions);

        JobOptions again = changed.with("namespace", namespace + "-again");
        cluster.await(cluster.submit(again, reshard(again, savepoint, directory.resolve("again"))));
        List<String> hashes = PublishedVersions.hashesFromFull(broker.bootstrap(), again);
        assertThat(hashes).hasSizeGreaterThan(5);
        assertThat(PublishedVersions.hashes(broker.bootstrap(), changed)).endsWith(hashes.toArray(String[]::new));
    }

    /** The model topic holds the rounds of the future that is given up, under the run's id: a new run passes over them. */
    @Test
    void theJobGoesBackToASavepointThatItHadGoneOnFrom(@TempDir Path directory) throws Exception {
        broker.createTopic("back-clicks", 4);
        JobOptions options = growing("back", 2);
        String savepoint = stopAtWork(options, directory);
        send(options, 3, 4);
        cluster.await(cluster.submit(options, savepoint));

        JobOptions other = options.with("rows.learning-rate", "0.02")
                .with("topic.index", "back-index-again")
                .with("topic.versions", "back-versions-again");
        cluster.await(cluster.submit(other, reshard(other, savepoint, directory.resolve("back"))));
        JobOptions alone = growing("back-alone", 2)
                .with("topic.clicks", options.topics().clicks())
                .with("rows.learning-rate", "0.02");
        cluster.await(cluster.submit(alone, reshard(alone, savepoint, directory.resolve("alone"))));
        List<String> hashes = PublishedVersions.hashesFromFull(broker.bootstrap(), alone);
        assertThat(hashes).hasSizeGreaterThan(5);
        assertThat(PublishedVersions.hashesFromFull(broker.bootstrap(), other)).isEqualTo(hashes);
    }

    /** @return the savepoint, of a job that has more to read, and of which no round is over for certain */
    private static String stopAtWork(JobOptions options, Path directory) throws Exception {
        send(options, 0, 3);
        JobID job = cluster.submit(options);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> PublishedVersions.announced(broker.bootstrap(), options) >= 6);
        return cluster.stopWithSavepoint(job, directory);
    }

    private static String reshard(JobOptions options, String savepoint, Path to) {
        return new Reshard(options, savepoint, to.toString(), line -> {}).run();
    }

    private static void assertNothingIsLost(List<Version> until, List<Version> versions) {
        Version before = until.get(until.size() - 1);
        Version after = versions.get(until.size());
        Version last = versions.get(versions.size() - 1);
        assertThat(ids(after.image())).containsAll(ids(before.image()));
        for (String count : List.of("clicks", "examples", "clamped", "catalogue_events", "items")) {
            assertThat(last.manifest().getCounts().get(count))
                    .as(count)
                    .isEqualTo(undisturbed.manifest().getCounts().get(count));
        }
        double usual = overlap(until.get(until.size() - 2).image(), before.image());
        assertThat(overlap(before.image(), after.image()))
                .as("share of hits that stay, usually " + usual)
                .isGreaterThan(usual - 0.1);
        assertThat(last.manifest().getHealth().get("canary_recall"))
                .as("canary_recall")
                .isGreaterThan(undisturbed.manifest().getHealth().get("canary_recall") - 0.05);
    }

    /** The mean share of first hits that two versions have in common, over users. */
    private static double overlap(IndexImage one, IndexImage other) {
        Searcher a = new Searcher(one);
        Searcher b = new Searcher(other);
        double common = 0;
        int users = 50;
        for (int user = 0; user < users; user++) {
            Query query = Query.tokens("hist=item-" + user, "hist=item-" + (user + 10), "last=item-" + (user + 20));
            Set<String> hits = new HashSet<>(a.search(query, TOP).ids());
            hits.retainAll(b.search(query, TOP).ids());
            common += hits.size();
        }
        return common / users / TOP;
    }

    private static Set<String> ids(IndexImage image) {
        Items items = image.items();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            ids.add(items.id(i));
        }
        return ids;
    }

    private static void send(JobOptions options, int fromQuarter, int toQuarter) {
        int quarter = CLICKS.size() / 4;
        SyntheticClicks.send(
                broker.bootstrap(),
                options.topics().clicks(),
                CLICKS.subList(fromQuarter * quarter, toQuarter * quarter));
    }

    private static JobOptions growing(String namespace, int shards) throws Exception {
        return options(namespace, shards)
                .with("topic.clicks", namespace + "-clicks")
                .with("source.to-offsets", Records.endOffsets(broker.bootstrap(), "clicks"));
    }

    private static JobOptions options(String namespace, int shards) {
        return SmallJob.options(
                broker.bootstrap(), namespace, Map.of("shards", String.valueOf(shards), "round.interval", "10 min"));
    }
}
