package io.poeem.job.preflight;

import io.poeem.job.model.ModelToKafka;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.job.options.Topics;
import io.poeem.job.options.VersionOptions;
import io.poeem.job.sink.Sinks;
import io.poeem.train.merge.PayloadWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the brokers with the eyes of a job that is about to start. */
public final class Preflight {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

    private final JobOptions options;
    private final Topics topics;
    private final Broker broker;

    private Preflight(JobOptions options, Broker broker) {
        this.options = options;
        this.topics = options.topics();
        this.broker = broker;
    }

    /**
     * Creates what is missing, if the options say so, and checks the rest.
     *
     * @throws PreflightException naming what does not fit, its value, the limit, and what to set
     */
    public static Landscape run(JobOptions options) {
        try (Broker broker = new Broker(options.kafkaClient())) {
            return new Preflight(options, broker).check();
        }
    }

    private Landscape check() {
        checkTransactions();
        Map<String, Integer> partitions = new TopicSetup(options, broker).ensure(all());
        checkIndexTopic(topics.index(), (int) options.get(VersionOptions.CHUNK).getBytes(), partitions);
        checkIndexTopic(topics.versions(), 0, partitions);
        int rejected = checkRejected();
        boolean bounded = options.get(StreamOptions.BOUNDED);
        int clicks = partitions.get(topics.clicks());
        return new Landscape(
                clicks,
                rejected,
                clickStarts(clicks),
                bounded ? Optional.of(clickEnds(clicks)) : Optional.empty(),
                bounded ? topics.items().map(items -> broker.ends(items, partitions.get(items))) : Optional.empty(),
                options.shares() ? modelEnd(partitions) : 0);
    }

    private List<String> all() {
        List<String> all =
                new ArrayList<>(List.of(topics.clicks(), topics.rejected(), topics.index(), topics.versions()));
        topics.items().ifPresent(all::add);
        if (options.shares()) {
            all.add(topics.model());
        }
        return all;
    }

    /** The end of all records: what shards tell each other is in no transaction. */
    private long modelEnd(Map<String, Integer> partitions) {
        String topic = topics.model();
        require(
                partitions.get(topic) == ModelToKafka.PARTITIONS,
                "Topic \"" + topic + "\" has " + partitions.get(topic)
                        + " partitions; what shards tell each other takes exactly " + ModelToKafka.PARTITIONS
                        + ". Name another topic, or create this one anew.");
        require(
                most(topic) >= PayloadWriter.MOST_BYTES + Sinks.OVERHEAD_BYTES,
                "Topic \"" + topic + "\" has max.message.bytes = " + most(topic) + ", merged blocks take up to "
                        + (PayloadWriter.MOST_BYTES + Sinks.OVERHEAD_BYTES) + ". Raise it to at least that.");
        require(
                broker.topic(topic).get("cleanup.policy").equals("delete"),
                "Topic \"" + topic + "\" has cleanup.policy = "
                        + broker.topic(topic).get("cleanup.policy") + ": every record counts. Set it to delete.");
        return broker.ends(topic, ModelToKafka.PARTITIONS).get(new TopicPartition(topic, ModelToKafka.MODEL));
    }

    private void checkTransactions() {
        long most = Long.parseLong(broker.broker().getOrDefault("transaction.max.timeout.ms", "900000"));
        long wanted = options.get(KafkaOptions.TRANSACTION_TIMEOUT).toMillis();
        require(
                wanted <= most,
                "Option \"transaction.timeout\" is " + wanted + " ms, the broker's transaction.max.timeout.ms is "
                        + most
                        + " ms: the sink could not start. Set transaction.timeout to at most that, or raise the broker's limit.");
    }

    private void checkIndexTopic(String topic, int payload, Map<String, Integer> partitions) {
        Map<String, String> settings = broker.topic(topic);
        require(
                partitions.get(topic) == 1,
                "Topic \"" + topic + "\" has " + partitions.get(topic)
                        + " partitions; a version's records have an order and need exactly 1. Name another topic, or create this one anew.");
        int most = Integer.parseInt(settings.get("max.message.bytes"));
        require(
                payload + Sinks.OVERHEAD_BYTES <= most,
                "Topic \"" + topic + "\" has max.message.bytes = " + most + ", chunks take up to "
                        + (payload + Sinks.OVERHEAD_BYTES)
                        + ". Lower \"chunk.bytes\", or raise the topic's max.message.bytes.");
        require(
                settings.get("cleanup.policy").equals("delete"),
                "Topic \"" + topic + "\" has cleanup.policy = " + settings.get("cleanup.policy")
                        + ": compaction would drop all but the newest record of a version. Set it to delete.");
        checkTimestamps(topic, settings);
        if (!settings.get("retention.ms").equals("-1")) {
            LOG.warn(
                    "Topic {} has retention.ms = {}: a searcher that starts needs the newest full version and all after it, and records carry event time as their timestamp. Set it to -1 unless that is meant.",
                    topic,
                    settings.get("retention.ms"));
        }
    }

    /** Records carry the event time that their version ends at: up to an interval ahead of the last click's. */
    private void checkTimestamps(String topic, Map<String, String> settings) {
        String type = settings.getOrDefault("message.timestamp.type", "CreateTime");
        require(
                type.equals("CreateTime"),
                "Topic \"" + topic + "\" has message.timestamp.type = " + type
                        + "; its records' timestamps are event times, by which searchers find them. Set it to CreateTime.");
        long most = Long.parseLong(settings.getOrDefault("message.timestamp.after.max.ms", "" + Long.MAX_VALUE));
        long ahead = options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis()
                + options.get(StreamOptions.CLOCK_SKEW).toMillis();
        require(
                most >= ahead,
                "Topic \"" + topic + "\" has message.timestamp.after.max.ms = " + most + ", but a version may end "
                        + ahead
                        + " ms ahead of the wall clock (snapshot.interval and clock.skew together). Raise it to at least that, such as "
                        + Long.MAX_VALUE + ".");
    }

    /** The largest record that can come in must be able to go out again, with its reason beside it. */
    private int checkRejected() {
        int in = most(topics.clicks());
        if (topics.items().isPresent()) {
            in = Math.max(in, most(topics.items().get()));
        }
        int out = most(topics.rejected());
        require(
                out >= in + Sinks.OVERHEAD_BYTES,
                "Topic \"" + topics.rejected() + "\" has max.message.bytes = " + out + ", records of up to " + in
                        + " bytes can come in. Raise it to at least " + (in + Sinks.OVERHEAD_BYTES) + ".");
        return out;
    }

    private int most(String topic) {
        return Integer.parseInt(broker.topic(topic).get("max.message.bytes"));
    }

    /** All or none: of a partition without one, the connector would take what a consumer group has committed. */
    private Map<TopicPartition, Long> clickStarts(int partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        options.fromOffsets()
                .forEach((partition, offset) -> starts.put(new TopicPartition(topics.clicks(), partition), offset));
        require(
                starts.isEmpty()
                        || starts.keySet()
                                .equals(broker.ends(topics.clicks(), partitions).keySet()),
                "Option \"source.from-offsets\" names the partitions "
                        + options.fromOffsets().keySet() + ", topic \"" + topics.clicks() + "\" has " + partitions
                        + ", counted from 0. Name all of them.");
        return starts;
    }

    private Map<TopicPartition, Long> clickEnds(int partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>(broker.ends(topics.clicks(), partitions));
        OptionalLong to = options.until();
        if (to.isPresent()) {
            broker.at(topics.clicks(), partitions, to.getAsLong()).forEach((partition, offset) -> {
                if (offset >= 0) {
                    ends.merge(partition, offset, Math::min);
                }
            });
        }
        options.untilOffsets().forEach((partition, offset) -> {
            TopicPartition end = new TopicPartition(topics.clicks(), partition);
            require(
                    ends.containsKey(end),
                    "Option \"source.to-offsets\" names partition " + partition + ", topic \"" + topics.clicks()
                            + "\" has " + partitions + ". Name those that are there.");
            ends.put(end, offset);
        });
        return ends;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new PreflightException(message);
        }
    }
}
