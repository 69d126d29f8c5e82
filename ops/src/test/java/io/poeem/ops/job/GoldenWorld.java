package io.poeem.ops.job;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.schemas.Click;
import io.poeem.schemas.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics and options under which the golden savepoints were made. Frozen, since the savepoints name topics, partitions and
 * offsets: whoever changes it makes them anew.
 */
final class GoldenWorld {

    /** Clicks before the savepoint. */
    static final int BEFORE = 2_000;

    private static final int CLICKS = 4_000;
    private static final int USERS = 30;
    private static final int ITEMS = 100;

    private GoldenWorld() {}

    /** The topics of a job, all but those that it makes; with the first so many clicks. */
    static void createTopics(LocalBroker broker, int shards, int clicks) throws Exception {
        broker.createTopic(clicksTopic(shards), 2);
        broker.createTopic(itemsTopic(shards), 1);
        SyntheticClicks.sendItems(broker.bootstrap(), itemsTopic(shards), items());
        sendClicks(broker, clicksTopic(shards), 0, clicks);
    }

    /** Sends clicks to a topic of two partitions. */
    static void sendClicks(LocalBroker broker, String topic, int from, int to) {
        SyntheticClicks.send(broker.bootstrap(), topic, clicks().subList(from, to));
    }

    static List<Click> clicks() {
        return SyntheticClicks.clicks(CLICKS).stream()
                .map(click -> new Click(
                        "user-" + number(click.getUser()) % USERS,
                        "item-" + number(click.getItem()) % ITEMS,
                        click.getEventTime(),
                        click.getWeight(),
                        click.getContext()))
                .toList();
    }

    private static List<Item> items() {
        return SyntheticClicks.items().stream()
                .filter(item -> number(item.getId()) < ITEMS)
                .toList();
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(name.indexOf('-') + 1));
    }

    static String clicksTopic(int shards) {
        return "golden-" + shards + "-clicks";
    }

    private static String itemsTopic(int shards) {
        return "golden-" + shards + "-items";
    }

    /** @param ends where the clicks end, as source.to-offsets takes it */
    static JobOptions options(String bootstrap, int shards, String ends, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.ofEntries(
                Map.entry("topic.clicks", clicksTopic(shards)),
                Map.entry("topic.items", itemsTopic(shards)),
                Map.entry("source.to-offsets", ends),
                Map.entry("shards", String.valueOf(shards)),
                Map.entry("round.interval", "10 min"),
                Map.entry("snapshot.interval", "20 min"),
                Map.entry("model.dims", "8"),
                Map.entry("codebook.window", "400"),
                Map.entry("gate.canaries", "64"),
                Map.entry("batch.size", "32"),
                Map.entry("warmup.examples", "300"),
                Map.entry("warmstart.sample", "200"),
                Map.entry("flink.execution.checkpointing.data-inline-threshold", "1 mb")));
        all.putAll(settings);
        return SmallJob.options(bootstrap, "golden-" + shards, all);
    }
}
