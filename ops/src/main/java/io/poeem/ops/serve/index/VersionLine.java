package io.poeem.ops.serve.index;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.LoadedVersion;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One version of the timeline.
 *
 * @param base the version that it changes; empty when it is full
 * @param trainedThrough milliseconds since the epoch, exclusive
 * @param bytes payload bytes of its chunks
 * @param items in the index; empty if its manifest does not say
 * @param health the figures that a timeline shows; docs/health.md
 * @param service when and how it came into service here; empty if it was passed over
 * @param failure why it is not served; empty if nothing is wrong with it
 */
public record VersionLine(
        long version,
        Optional<Long> base,
        long trainedThrough,
        long bytes,
        Optional<Long> items,
        Map<String, Double> health,
        Optional<Service> service,
        Optional<String> failure) {

    private static final Set<String> SHOWN = Set.of(
            "canary_distortion",
            "canary_recall",
            "canary_recall_exact",
            "rms_distortion",
            "loss",
            "index.coarse_used",
            "index.coarse_perplexity",
            "index.codes_used",
            "index.code_perplexity",
            "index.largest_list",
            "index.smallest_list",
            "index.unique_codes");

    /**
     * @param servedAt milliseconds since the epoch
     * @param fetchMillis from the first look for its chunks to the last one verified
     * @param buildMillis until it could be searched
     */
    public record Service(long servedAt, long fetchMillis, long buildMillis) {}

    static VersionLine of(IndexManifest manifest) {
        return new VersionLine(
                manifest.getVersion(),
                manifest.getBase() < 0 ? Optional.empty() : Optional.of(manifest.getBase()),
                manifest.getTrainedThrough(),
                manifest.getChunks().stream()
                        .mapToLong(chunk -> chunk.getLength())
                        .sum(),
                Optional.ofNullable(manifest.getCounts().get("items")),
                shown(manifest.getHealth()),
                Optional.empty(),
                Optional.empty());
    }

    VersionLine served(LoadedVersion loaded) {
        Service how = new Service(
                loaded.timing().servedAt(),
                loaded.timing().fetch().toMillis(),
                loaded.timing().build().toMillis());
        return new VersionLine(version, base, trainedThrough, bytes, items, health, Optional.of(how), Optional.empty());
    }

    VersionLine failed(String why) {
        return new VersionLine(version, base, trainedThrough, bytes, items, health, service, Optional.of(why));
    }

    /** JSON has no infinity. */
    public static Map<String, Double> finite(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .filter(figure -> Double.isFinite(figure.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    private static Map<String, Double> shown(Map<String, Double> health) {
        Map<String, Double> shown = new TreeMap<>(health);
        shown.keySet().retainAll(SHOWN);
        return finite(shown);
    }
}
