package io.poeem.job.preflight;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What the preflight found.
 *
 * @param clickPartitions partitions of clicks
 * @param rejectedBytes largest record that the topic of rejected records takes
 * @param clickStarts the first offset to read of every partition of clicks; empty: as the option source.from says
 * @param clickEnds where a bounded job stops reading clicks: the first offset not read; empty: never
 * @param itemEnds the same of the catalogue
 * @param modelEnd where the model topic ends now; 0 with one shard, which has none
 */
public record Landscape(
        int clickPartitions,
        int rejectedBytes,
        Map<TopicPartition, Long> clickStarts,
        Optional<Map<TopicPartition, Long>> clickEnds,
        Optional<Map<TopicPartition, Long>> itemEnds,
        long modelEnd) {}
