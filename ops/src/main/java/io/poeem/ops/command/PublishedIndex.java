package io.poeem.ops.command;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.run.RunException;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.VersionReader;
import io.poeem.searcher.VersionReaderBuilder;
import io.poeem.searcher.plan.Pace;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads one version of an index out of its topics, verified. */
final class PublishedIndex {

    private PublishedIndex() {}

    /**
     * @param version empty: the newest
     * @throws IllegalArgumentException if there is no such version
     * @throws RunException if Kafka cannot be asked
     */
    static LoadedVersion load(JobOptions options, Optional<Long> version) {
        return guarded(options, () -> read(options, version));
    }

    /** @throws RunException in place of what Kafka's client throws */
    static <T> T guarded(JobOptions options, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (TimeoutException e) { // which has no more to say: not a cause to show
            throw new RunException(
                    "Kafka at " + options.get(KafkaOptions.BOOTSTRAP)
                            + " does not answer; is it running there? --bootstrap or --config say where it is, --kafka what it wants (security.protocol)");
        } catch (KafkaException e) {
            String why = e.getCause() instanceof KafkaException cause ? ": " + cause.getMessage() : "";
            throw new RunException(
                    "Kafka at " + options.get(KafkaOptions.BOOTSTRAP) + " cannot be read: " + e.getMessage() + why, e);
        }
    }

    private static LoadedVersion read(JobOptions options, Optional<Long> version) {
        String index = options.get(KafkaOptions.INDEX_NAME);
        VersionReaderBuilder reader = VersionReader.builder()
                .kafka(options.kafkaClient())
                .index(index)
                .topics(options.topics().index(), options.topics().versions());
        if (version.isPresent()) {
            return reader.load(version.get());
        }
        try (VersionReader newest = reader.pace(Pace.NEWEST).open()) {
            return newest.last()
                    .orElseThrow(() -> new IllegalArgumentException("There is no version of index '" + index + "' in "
                            + options.topics().versions() + " at " + options.get(KafkaOptions.BOOTSTRAP)
                            + "; train first, or name another --namespace"));
        }
    }
}
