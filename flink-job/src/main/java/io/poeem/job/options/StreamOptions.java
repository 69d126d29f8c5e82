package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** Where reading begins and ends, which times are believed, and at what pace. */
public final class StreamOptions {

    static final OptionGroup GROUP = new OptionGroup("Stream");

    public static final ConfigOption<Boolean> BOUNDED = GROUP.running(
            key("source.bounded")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "End the job at the end that the topics have when it starts, and publish a last version there. Otherwise the job never ends."),
            Limit.none());

    public static final ConfigOption<String> FROM = GROUP.learned(
            key("source.from")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "First record of the clicks to read, by its Kafka timestamp: an instant such as 2013-03-01T00:00:00Z, or milliseconds. Empty: the first one kept."),
            Limits.instant());

    public static final ConfigOption<String> FROM_OFFSETS = GROUP.learned(
            key("source.from-offsets")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "First offset of the clicks to read, of every partition, as 0:1000,1:900. Goes without source.from."),
            Limits.offsets());

    public static final ConfigOption<String> TO = GROUP.learned(
            key("source.to")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "With source.bounded: where to stop reading clicks, by Kafka timestamp, as source.from. Empty: at the topic's end."),
            Limits.instant());

    public static final ConfigOption<String> TO_OFFSETS = GROUP.learned(
            key("source.to-offsets")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "With source.bounded: first offset not to read, by partition, as 0:1000,1:900. Those that are not there yet are waited for, so that the job may start before its input is complete. Partitions without one end as source.to says."),
            Limits.offsets());

    public static final ConfigOption<Duration> CLOCK_SKEW = GROUP.learned(
            key("clock.skew")
                    .durationType()
                    .defaultValue(Duration.ofMinutes(10))
                    .withDescription(
                            "A click whose event time is further than this ahead of its Kafka timestamp or of the wall clock is rejected: one bad clock must not drag the stream along."),
            Limit.atLeast(Duration.ZERO, "0 s"));

    public static final ConfigOption<Duration> IDLENESS = GROUP.learned(
            key("source.idleness")
                    .durationType()
                    .defaultValue(Duration.ZERO)
                    .withDescription(
                            "After this long without a click a partition no longer holds the others back. 0: off. Turning it on gives up that the same input gives the same bytes; with more than one shard it cannot be."),
            Limit.atLeast(Duration.ZERO, "0 s"));

    public static final ConfigOption<Duration> CATALOGUE_IDLENESS = GROUP.running(
            key("catalogue.idleness")
                    .durationType()
                    .defaultValue(Duration.ofSeconds(5))
                    .withDescription(
                            "In a job that never ends: after this long without a catalogue record, clicks no longer wait for the catalogue. From then on a catalogue record is taken when it arrives, at a place among the clicks that differs from run to run: versions after one are equal from run to run in a bounded job only, which reads the catalogue in event-time order with the clicks."),
            Limit.atLeast(Duration.ofMillis(100), "100 ms"));

    public static final ConfigOption<Integer> MAX_LEAD = GROUP.running(
            key("source.max-lead")
                    .intType()
                    .defaultValue(40_000)
                    .withDescription(
                            "How many clicks all partitions together may be read ahead of the slowest one. Bounds the trainer's buffer in fast replays. Has no effect with source.idleness."),
            Limit.between(1_000, 100_000_000));

    public static final ConfigOption<Duration> WATERMARK_INTERVAL = GROUP.running(
            key("watermark.interval")
                    .durationType()
                    .defaultValue(Duration.ofMillis(50))
                    .withDescription("How often the source tells the trainer how far event time has come."),
            Limit.atLeast(Duration.ofMillis(1), "1 ms"));

    public static final ConfigOption<Integer> ID_MAX = GROUP.learned(
            key("id.max-bytes")
                    .intType()
                    .defaultValue(512)
                    .withDescription(
                            "Longest id of a user or an item, in bytes of UTF-8; a record with a longer one is rejected."),
            Limit.between(1, 16_384));

    public static final ConfigOption<Integer> TOKENS_MAX = GROUP.learned(
            key("tokens.max")
                    .intType()
                    .defaultValue(64)
                    .withDescription(
                            "Most context tokens of a click, or feature tokens of an item; a record with more is rejected."),
            Limit.between(0, 4_096));

    public static final ConfigOption<Integer> TOKEN_MAX = GROUP.learned(
            key("token.max-bytes")
                    .intType()
                    .defaultValue(512)
                    .withDescription("Longest context or feature token, in bytes of UTF-8."),
            Limit.between(3, 16_384));

    private StreamOptions() {}
}
