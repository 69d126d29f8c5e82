package io.poeem.job.options;

import io.poeem.train.LearnerOptions;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;

/**
 * A complete, checked set of options: what was set by hand, over a preset, over the defaults. Immutable.
 *
 * <p>{@link #toString} and {@link #shown} hide what may be secret.
 */
public final class JobOptions implements Serializable {

    private static final long serialVersionUID = 1;

    private final SortedMap<String, String> settings;
    private final Configuration configuration;

    private JobOptions(SortedMap<String, String> settings) {
        this.settings = settings;
        this.configuration = Configuration.fromMap(settings);
    }

    /**
     * @param settings what is set by hand, by key
     * @throws OptionException for an unknown key, a value of the wrong type, or one beyond its limit
     */
    public static JobOptions of(Map<String, String> settings) {
        settings.keySet().forEach(JobOptions::checkKnown);
        Overruled.check(settings.keySet());
        SortedMap<String, String> all = new TreeMap<>(settings);
        read(Options.all().get(RuntimeOptions.PRESET.key()), Configuration.fromMap(all));
        Preset preset = Configuration.fromMap(all).get(RuntimeOptions.PRESET);
        preset.settings().forEach(all::putIfAbsent);
        normaliseEnums(all);
        Configuration configuration = Configuration.fromMap(all);
        Options.all().values().forEach(entry -> check(entry, configuration));
        JobOptions options = new JobOptions(all);
        Combinations.check(options);
        return options;
    }

    public <T> T get(ConfigOption<T> option) {
        return configuration.get(option);
    }

    /** A value as a user would write it, such as {@code 10 min}. */
    public String written(ConfigOption<?> option) {
        return Types.written(configuration.get(option));
    }

    /** These options with one more setting. */
    public JobOptions with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return of(changed);
    }

    public Topics topics() {
        return Topics.of(this);
    }

    /** What the learner is made from. */
    public LearnerOptions learner() {
        return Learning.of(this);
    }

    /** Whether there is more than one shard, so that they share and merge. */
    public boolean shares() {
        return get(ModelOptions.SHARDS) > 1;
    }

    /** Subtasks of the trainer. */
    public int trainerParallelism() {
        int wanted = get(RuntimeOptions.TRAINER_PARALLELISM);
        return wanted == 0 ? get(ModelOptions.SHARDS) : wanted;
    }

    /** Kafka timestamp of the first click to read, milliseconds since 1970. */
    public OptionalLong from() {
        return instant(StreamOptions.FROM);
    }

    /** Kafka timestamp at which a bounded job stops reading clicks, milliseconds since 1970. */
    public OptionalLong until() {
        return instant(StreamOptions.TO);
    }

    /** Where a bounded job stops reading clicks, by partition: the first offset not read, which may lie in the future. */
    public SortedMap<Integer, Long> untilOffsets() {
        return offsets(StreamOptions.TO_OFFSETS);
    }

    /** The first offset to read, of every partition; empty: as {@link #from} says. */
    public SortedMap<Integer, Long> fromOffsets() {
        return offsets(StreamOptions.FROM_OFFSETS);
    }

    /** The consumer group: {@code group.id}, or the namespace. */
    public String groupId() {
        return configuration.getOptional(KafkaOptions.GROUP_ID).orElseGet(() -> get(KafkaOptions.NAMESPACE));
    }

    /**
     * What every Kafka client gets: the brokers and {@code kafka.client.*}.
     *
     * @throws OptionException if nothing says where the brokers are
     */
    public Properties kafkaClient() {
        if (get(KafkaOptions.BOOTSTRAP) == null) {
            throw new OptionException("Option \"kafka.bootstrap\" is missing: say where Kafka is, as host:port.");
        }
        Properties properties = under(Options.KAFKA_CLIENT);
        properties.setProperty("bootstrap.servers", get(KafkaOptions.BOOTSTRAP));
        return properties;
    }

    /** {@code kafka.source.*}, over {@link #kafkaClient}. */
    public Properties kafkaSource() {
        return over(kafkaClient(), under(Options.KAFKA_SOURCE));
    }

    /** {@code kafka.sink.*}, over {@link #kafkaClient}. */
    public Properties kafkaSink() {
        return over(kafkaClient(), under(Options.KAFKA_SINK));
    }

    /** {@code flink.*}, without the prefix. */
    public Configuration flink() {
        return ConfigurationUtils.createConfiguration(under(Options.FLINK));
    }

    /** SHA-256 over every option that decides what is learned or published, defaults included. */
    public byte[] hash() {
        MessageDigest digest = sha256();
        Options.all().values().stream()
                .filter(OptionGroup.Entry::learned)
                .forEach(entry -> digest.update((entry.option().key() + '=' + configuration.get(entry.option()) + '\n')
                        .getBytes(StandardCharsets.UTF_8)));
        return digest.digest();
    }

    /** What was set by hand or by the preset, secrets hidden, by key. */
    public SortedMap<String, String> shown() {
        SortedMap<String, String> shown = new TreeMap<>();
        settings.forEach((key, value) -> shown.put(key, Secrets.shown(key, value)));
        return shown;
    }

    /** As set, secrets included: for handing on, never for logs. */
    Map<String, String> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return shown().toString();
    }

    private SortedMap<Integer, Long> offsets(ConfigOption<String> option) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (String one : get(option).split(",")) {
            int colon = one.indexOf(':');
            if (colon > 0) {
                offsets.put(Integer.valueOf(one.substring(0, colon)), Long.valueOf(one.substring(colon + 1)));
            }
        }
        return offsets;
    }

    private OptionalLong instant(ConfigOption<String> option) {
        String value = get(option);
        return value.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Limits.millis(value));
    }

    private Properties under(String prefix) {
        Properties properties = new Properties();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                properties.setProperty(key.substring(prefix.length()), value);
            }
        });
        return properties;
    }

    private static Properties over(Properties below, Properties above) {
        below.putAll(above);
        return below;
    }

    private static void checkKnown(String key) {
        if (!Options.all().containsKey(key) && !Options.passedThrough(key)) {
            throw new OptionException(
                    "Unknown option \"" + key + "\". Did you mean \"" + Options.nearest(key)
                            + "\"? docs/options.md lists all; properties of Kafka and Flink go under kafka.source., kafka.sink., kafka.client. and flink.");
        }
    }

    private static <T> void check(OptionGroup.Entry<T> entry, Configuration configuration) {
        T value = read(entry, configuration);
        if (value != null && !entry.limit().holds().test(value)) {
            throw new OptionException("Option \"" + entry.option().key() + "\" is \""
                    + Secrets.shown(entry.option().key(), Types.written(value)) + "\"; it takes "
                    + entry.limit().text() + ". Set it within that, or leave it out for the default"
                    + (entry.option().hasDefaultValue()
                            ? " " + Types.written(entry.option().defaultValue())
                            : "") + ".");
        }
    }

    private static <T> T read(OptionGroup.Entry<T> entry, Configuration configuration) {
        String written = configuration.toMap().get(entry.option().key());
        if (Types.isDuration(entry.option()) && written != null && Types.lacksUnit(written)) {
            throw new OptionException("Option \"" + entry.option().key() + "\" is \"" + written
                    + "\", a duration without a unit. Write it with one of ms, s, min, h, d: " + written.trim()
                    + " ms, " + written.trim() + " s or " + written.trim() + " min.");
        }
        try {
            return configuration.get(entry.option());
        } catch (IllegalArgumentException e) {
            throw new OptionException(
                    "Option \"" + entry.option().key() + "\" is \""
                            + configuration.toMap().get(entry.option().key())
                            + "\", which is not " + Types.name(entry.option()) + ". Write it like "
                            + Types.example(entry.option()) + ".",
                    e);
        }
    }

    /** Enum values may be written as the documentation prints them: residual-sum for RESIDUAL_SUM. */
    private static void normaliseEnums(Map<String, String> settings) {
        settings.replaceAll((key, value) -> {
            OptionGroup.Entry<?> entry = Options.all().get(key);
            return entry != null && entry.option().defaultValue() instanceof Enum<?>
                    ? value.toUpperCase(Locale.ROOT).replace('-', '_')
                    : value;
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
