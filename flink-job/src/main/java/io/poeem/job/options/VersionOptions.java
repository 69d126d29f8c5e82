package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/** What is published, and how often. */
public final class VersionOptions {

    static final OptionGroup GROUP = new OptionGroup("Versions");

    public static final ConfigOption<Duration> SNAPSHOT_INTERVAL = GROUP.learned(
            key("snapshot.interval")
                    .durationType()
                    .defaultValue(Duration.ofHours(1))
                    .withDescription("Event time between versions; a version is due at every multiple of it."),
            Limit.atLeast(Duration.ofMillis(1), "1 ms"));

    public static final ConfigOption<Integer> FULL_VERSIONS = GROUP.learned(
            key("full.versions")
                    .intType()
                    .defaultValue(24)
                    .withDescription("Every so many versions a full one, which needs no other."),
            Limit.between(1, 1_000_000));

    public static final ConfigOption<Integer> REFRESH_VERSIONS = GROUP.learned(
            key("refresh.versions")
                    .intType()
                    .defaultValue(24)
                    .withDescription("Within so many versions every untouched item is encoded anew."),
            Limit.between(1, 1_000_000));

    public static final ConfigOption<MemorySize> CHUNK = GROUP.learned(
            key("chunk.bytes")
                    .memoryType()
                    .defaultValue(new MemorySize(512 << 10))
                    .withDescription("Largest payload of a chunk. 900 kb and less fit an untouched broker."),
            new Limit<>("4 kb to 900 kb", size -> size.getBytes() >= 4 << 10 && size.getBytes() <= 900 << 10));

    public static final ConfigOption<Boolean> PUBLISH_VECTORS = GROUP.learned(
            key("publish.vectors")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Also publish every item's float embedding, for evaluation."),
            Limit.none());

    public static final ConfigOption<Duration> EXPIRY = GROUP.learned(
            key("expiry")
                    .durationType()
                    .defaultValue(Duration.ofDays(365))
                    .withDescription(
                            "What was learned of rows that no click touched for this long, in event time, is dropped, and their items leave the index; the catalogue's features stay until it deletes the item. 0: never."),
            Limit.between(Duration.ZERO, Duration.ofDays(36_500), "0 s to 36500 d"));

    private VersionOptions() {}
}
