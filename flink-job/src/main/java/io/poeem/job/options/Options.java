package io.poeem.job.options;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Every option there is. */
public final class Options {

    /** Prefix of properties for every Kafka client of the job: security, mostly. */
    public static final String KAFKA_CLIENT = "kafka.client.";

    /** Prefix of properties for the consumers of the source. */
    public static final String KAFKA_SOURCE = "kafka.source.";

    /** Prefix of properties for the producers of the sinks. */
    public static final String KAFKA_SINK = "kafka.sink.";

    /** Prefix of Flink's own options. */
    public static final String FLINK = "flink.";

    private static final List<String> PREFIXES = List.of(KAFKA_CLIENT, KAFKA_SOURCE, KAFKA_SINK, FLINK);

    private static final List<OptionGroup> GROUPS = List.of(
            KafkaOptions.GROUP,
            StreamOptions.GROUP,
            ModelOptions.GROUP,
            CatalogueOptions.GROUP,
            FieldOptions.GROUP,
            LearningOptions.GROUP,
            CodebookRuleOptions.GROUP,
            RotationOptions.GROUP,
            SamplingOptions.GROUP,
            VersionOptions.GROUP,
            GateOptions.GROUP,
            RuntimeOptions.GROUP);

    private static final Map<String, OptionGroup.Entry<?>> BY_KEY = byKey();

    private Options() {}

    public static List<OptionGroup> groups() {
        return GROUPS;
    }

    static Map<String, OptionGroup.Entry<?>> all() {
        return BY_KEY;
    }

    static boolean passedThrough(String key) {
        return PREFIXES.stream().anyMatch(prefix -> key.startsWith(prefix) && key.length() > prefix.length());
    }

    /** The known key that takes the fewest edits to reach. */
    static String nearest(String unknown) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        Stream<String> known = Stream.concat(BY_KEY.keySet().stream(), PREFIXES.stream());
        return known.min(Comparator.comparingInt(key -> distance.apply(unknown, key)))
                .orElseThrow();
    }

    private static Map<String, OptionGroup.Entry<?>> byKey() {
        Map<String, OptionGroup.Entry<?>> all = new LinkedHashMap<>();
        GROUPS.stream()
                .flatMap(group -> group.entries().stream())
                .forEach(entry -> all.put(entry.option().key(), entry));
        return all;
    }

    /** The names of an enum's values as users write them. */
    static String values(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(value ->
                        value.toString().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
