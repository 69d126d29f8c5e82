package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.Topics;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of one run. */
final class RunTopics {

    /** Of the run's own topic of clicks: one reader keeps up with the trainer, and order needs no merging. */
    private static final int CLICK_PARTITIONS = 1;

    private RunTopics() {}

    /** Makes those that the run publishes to; the job makes its own. Topics that are given must be there. */
    static void create(JobOptions options, Input input) {
        Topics names = options.topics();
        try (io.poeem.ops.publish.Topics cluster =
                new io.poeem.ops.publish.Topics(options.get(KafkaOptions.BOOTSTRAP))) {
            if (input instanceof Input.Topic topic) {
                require(cluster, options, topic.name(), "clicks");
                topic.items().ifPresent(items -> require(cluster, options, items, "items"));
            } else {
                cluster.ensure(names.clicks(), CLICK_PARTITIONS);
            }
            if (input.catalogue().isPresent()) {
                cluster.ensure(names.items().orElseThrow(), 1);
            }
        }
    }

    private static void require(io.poeem.ops.publish.Topics cluster, JobOptions options, String topic, String records) {
        if (cluster.partitions(topic).isEmpty()) {
            throw new RunException("There is no topic " + topic + " at " + options.get(KafkaOptions.BOOTSTRAP)
                    + "; name one that holds " + records);
        }
    }

    /** Waits until those that the job has made are served: a searcher would complain of their absence. */
    static void awaitVersions(JobOptions options) {
        try (io.poeem.ops.publish.Topics cluster =
                new io.poeem.ops.publish.Topics(options.get(KafkaOptions.BOOTSTRAP))) {
            cluster.await(options.topics().index());
            cluster.await(options.topics().versions());
        }
    }

    /** How many records the job has rejected, as committed. */
    static long rejected(JobOptions options) {
        Properties consumer = options.kafkaClient();
        consumer.setProperty("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> kafka =
                new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = kafka
                    .partitionsFor(options.topics().rejected())
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            var ends = kafka.endOffsets(partitions);
            long records = 0;
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                records += kafka.poll(java.time.Duration.ofMillis(200)).count();
            }
            return records;
        }
    }
}
