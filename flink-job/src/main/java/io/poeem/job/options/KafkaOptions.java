package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** Where the job reads and writes. */
public final class KafkaOptions {

    static final OptionGroup GROUP = new OptionGroup("Kafka");

    private static final Limit<String> NAME = Limit.matching("[a-zA-Z0-9._-]{1,200}", "1 to 200 of a-z A-Z 0-9 . _ -");
    private static final Limit<String> NAME_OR_NOTHING =
            Limit.matching("[a-zA-Z0-9._-]{0,200}", "up to 200 of a-z A-Z 0-9 . _ -");

    public static final ConfigOption<String> BOOTSTRAP = GROUP.running(
            key("kafka.bootstrap")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Brokers to start from, host:port separated by commas. Required."),
            Limit.matching("\\S+:\\d+", "host:port[,host:port…]"));

    public static final ConfigOption<String> NAMESPACE = GROUP.running(
            key("namespace")
                    .stringType()
                    .defaultValue("poeem")
                    .withDescription(
                            "Prefix of every topic that has no name of its own, of the consumer group and of transactional ids. Two jobs that write must not share it."),
            NAME);

    public static final ConfigOption<String> INDEX_NAME = GROUP.learned(
            key("index.name")
                    .stringType()
                    .defaultValue("poeem")
                    .withDescription("Name of the index in chunks and manifests, and key of their records."),
            NAME);

    public static final ConfigOption<String> TOPIC_CLICKS = GROUP.running(
            key("topic.clicks")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic of clicks, keyed by the user's id. Without a value: the namespace with `.clicks`."),
            NAME);

    public static final ConfigOption<String> TOPIC_ITEMS = GROUP.running(
            key("topic.items")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic of the catalogue, keyed by the item's id. Without a value: the namespace with `.items`. Empty: no catalogue."),
            NAME_OR_NOTHING);

    public static final ConfigOption<String> TOPIC_REJECTED = GROUP.running(
            key("topic.rejected")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic of records that could not be used, byte for byte, with the reason in headers. Without a value: the namespace with `.rejected`."),
            NAME);

    public static final ConfigOption<String> TOPIC_INDEX = GROUP.running(
            key("topic.index")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Topic of the versions' chunks. Without a value: the namespace with `.index`."),
            NAME);

    public static final ConfigOption<String> TOPIC_VERSIONS = GROUP.running(
            key("topic.versions")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Topic of the versions' manifests: a version is announced here. Without a value: the namespace with `.versions`."),
            NAME);

    public static final ConfigOption<String> TOPIC_MODEL = GROUP.running(
            key("topic.model")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "With more than one shard: topic through which the shards share the model. Without a value: the namespace with `.model`."),
            NAME);

    public static final ConfigOption<Boolean> TOPICS_CREATE = GROUP.running(
            key("topics.create")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Create missing topics, with sizes that fit and unlimited retention, topic.model with seven days. Otherwise a missing topic stops the start."),
            Limit.none());

    public static final ConfigOption<Integer> TOPICS_PARTITIONS = GROUP.running(
            key("topics.partitions")
                    .intType()
                    .defaultValue(4)
                    .withDescription(
                            "Partitions of created topics of clicks; topic.model is created with two, all other topics with one."),
            Limit.between(1, 10_000));

    public static final ConfigOption<Integer> TOPICS_REPLICATION = GROUP.running(
            key("topics.replication")
                    .intType()
                    .defaultValue(-1)
                    .withDescription("Replication factor of created topics; -1: the broker's default."),
            Limit.between(-1, 100));

    public static final ConfigOption<String> GROUP_ID = GROUP.running(
            key("group.id")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Consumer group under which progress is reported. Progress itself lives in checkpoints. Without a value: the namespace."),
            NAME);

    public static final ConfigOption<Duration> TRANSACTION_TIMEOUT = GROUP.running(
            key("transaction.timeout")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "How long a transaction may stay open before the broker aborts it. It must outlast the longest pause between checkpoints, restarts included, and stay within the broker's transaction.max.timeout.ms (15 min by default), which is checked at start."),
            Limit.atLeast(Duration.ofSeconds(10), "10 s"));

    public static final ConfigOption<MemorySize> RECORD_MAX = GROUP.running(
            key("record.max-bytes")
                    .memoryType()
                    .defaultValue(MemorySize.ofMebiBytes(1))
                    .withDescription("Larger records are rejected unread."),
            new Limit<>("256 bytes to 64 mb", size -> size.getBytes() >= 256 && size.getBytes() <= 64L << 20));

    private KafkaOptions() {}
}
