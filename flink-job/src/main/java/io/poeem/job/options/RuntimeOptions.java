package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** How the job runs; nothing here changes what it computes. */
public final class RuntimeOptions {

    static final OptionGroup GROUP = new OptionGroup("Running");

    public static final ConfigOption<Preset> PRESET = GROUP.running(
            key("preset")
                    .enumType(Preset.class)
                    .defaultValue(Preset.DEFAULT)
                    .withDescription("Defaults to start from."),
            Limit.none());

    public static final ConfigOption<String> JOB_NAME = GROUP.running(
            key("job.name").stringType().defaultValue("poeem").withDescription("The job's name in Flink."),
            Limit.matching(".{1,200}", "1 to 200 characters"));

    public static final ConfigOption<Integer> SOURCE_PARALLELISM = GROUP.running(
            key("parallelism.source")
                    .intType()
                    .defaultValue(1)
                    .withDescription("Subtasks that read and decode; at most the partitions of clicks are used."),
            Limit.between(1, 128));

    public static final ConfigOption<Integer> HISTORY_PARALLELISM = GROUP.running(
            key("parallelism.history")
                    .intType()
                    .defaultValue(1)
                    .withDescription("Subtasks that keep users' histories."),
            Limit.between(1, 128));

    public static final ConfigOption<Integer> TRAINER_PARALLELISM = GROUP.running(
            key("parallelism.trainer")
                    .intType()
                    .defaultValue(0)
                    .withDescription("Subtasks that train, at most one a shard. 0: one for each shard."),
            Limit.between(0, 128));

    public static final ConfigOption<Integer> ROUNDS_AHEAD = GROUP.running(
            key("rounds.ahead")
                    .intType()
                    .defaultValue(8)
                    .withDescription(
                            "With more than one shard: rounds that clicks may be read ahead of the shards' progress. What is ahead waits in the trainer's memory."),
            Limit.between(2, 100_000));

    public static final ConfigOption<Duration> CHECKPOINT_INTERVAL = GROUP.running(
            key("checkpoint.interval")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription("Time between checkpoints. What was published becomes visible with the next one."),
            Limit.atLeast(Duration.ofMillis(10), "10 ms"));

    public static final ConfigOption<Integer> CACHE_ROWS = GROUP.running(
            key("cache.rows")
                    .intType()
                    .defaultValue(1_000_000)
                    .withDescription(
                            "Rows kept on the heap, items and tokens each; the others live in RocksDB. A row takes about 8·model.dims bytes and 100 more. Times model.dims it stays below 2147483640."),
            Limit.between(1_000, 100_000_000));

    public static final ConfigOption<Integer> CACHE_USERS = GROUP.running(
            key("cache.users")
                    .intType()
                    .defaultValue(200_000)
                    .withDescription("Users' histories kept on the heap, per subtask; the others live in RocksDB."),
            Limit.between(1, 100_000_000));

    private RuntimeOptions() {}
}
