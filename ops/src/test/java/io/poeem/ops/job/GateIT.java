package io.poeem.ops.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.IndexSubscriber;
import io.poeem.state.snapshot.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A flood of clicks that nothing can be learned from: its versions are held back, searchers keep the last good one. */
class GateIT {

    private static final int ITEMS = 100;
    private static final int USERS = 20;
    private static final long STEP_MILLIS = 10_000;
    private static final long HOUR = 3_600_000;
    private static final int BEFORE = 8_000;
    private static final int FLOOD = 2_000;
    private static final int AFTER = 2_000;
    private static final Map<String, String> GATE =
            Map.of("gate.canaries", "256", "gate.canary-recall.min", "0.5", "history.length", "1", "scale", "20");

    private static LocalBroker broker;
    private static JobCluster cluster;
    private static List<Click> clicks;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalBroker.start();
        cluster = new JobCluster();
        broker.createTopic("items", 1);
        clicks = clicks();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void searchersKeepTheLastGoodVersionThroughTheFlood() throws Exception {
        JobOptions options = run("flooded", clicks.subList(0, BEFORE + FLOOD));
        IndexManifest last = last(options);
        assertThat(last.getTrainedThrough())
                .as("event time of the last version, within the flood's first hour at most")
                .isBetween(time(BEFORE) - HOUR, time(BEFORE) + HOUR);
        try (IndexSubscriber subscriber = subscriber(options)) {
            assertThat(subscriber.start().get(60, TimeUnit.SECONDS).version()).isEqualTo(last.getVersion());
        }
    }

    @Test
    void afterTheFloodVersionsGoOnAndTellHowManyWereHeldBack() throws Exception {
        JobOptions options = run("recovered", clicks);
        List<IndexManifest> manifests = manifests(options);
        List<Long> numbers = manifests.stream().map(IndexManifest::getVersion).toList();
        assertThat(numbers).startsWith(1L).isSorted().hasSize((int) (long) numbers.get(numbers.size() - 1));
        for (IndexManifest manifest : manifests) {
            boolean full = manifest.getVersion() == 1 || manifest.getVersion() % 5 == 0;
            assertThat(manifest.getBase()).isEqualTo(full ? -1 : manifest.getVersion() - 1);
        }
        PublishedVersions.hashes(broker.bootstrap(), options); // verifies contents and the chain of manifests

        IndexManifest last = manifests.get(manifests.size() - 1);
        assertThat(last.getTrainedThrough()).isGreaterThan(time(BEFORE + FLOOD));
        long held = last.getCounts().get("held_back");
        assertThat(last.getCounts()).containsEntry("held_back_canary_recall", held);
        assertThat(held)
                .as("versions held back, of those due in the flood's %d hours", FLOOD * STEP_MILLIS / HOUR)
                .isBetween(3L, FLOOD * STEP_MILLIS / HOUR + 2);
        assertThat(last.getHealth().get("canary_recall")).isGreaterThanOrEqualTo(0.5);
    }

    private static JobOptions run(String name, List<Click> clicks) throws Exception {
        broker.createTopic(name, 2);
        SyntheticClicks.send(broker.bootstrap(), name, clicks);
        JobOptions options = SmallJob.options(broker.bootstrap(), name, GATE).with("topic.clicks", name);
        assertThat(cluster.await(cluster.submit(options))).as("restarts").isZero();
        return options;
    }

    private static List<IndexManifest> manifests(JobOptions options) throws Exception {
        List<IndexManifest> manifests = new ArrayList<>();
        for (var record : Records.of(broker.bootstrap(), options.topics().versions())) {
            manifests.add(new Manifests().decode(record.value()));
        }
        return manifests;
    }

    private static IndexManifest last(JobOptions options) throws Exception {
        List<IndexManifest> manifests = manifests(options);
        return manifests.get(manifests.size() - 1);
    }

    private static IndexSubscriber subscriber(JobOptions options) {
        return IndexSubscriber.builder()
                .kafka(options.kafkaClient())
                .topics(options.topics().index(), options.topics().versions())
                .build();
    }

    private static long time(int click) {
        return SyntheticClicks.BEGIN + click * STEP_MILLIS;
    }

    /** Each user goes round the items, one after the other; in the flood, anything. */
    private static List<Click> clicks() {
        Random random = new Random(3);
        int[] at = new int[USERS];
        List<Click> clicks = new ArrayList<>();
        for (int i = 0; i < BEFORE + FLOOD + AFTER; i++) {
            int user = random.nextInt(USERS);
            boolean flood = i >= BEFORE && i < BEFORE + FLOOD;
            String item = "item-" + (flood ? random.nextInt(ITEMS) : (at[user]++ + 5 * user) % ITEMS);
            clicks.add(new Click("user-" + user, item, time(i), 1f, List.of()));
        }
        return clicks;
    }
}
