package io.poeem.searcher;

import io.poeem.searcher.plan.Pace;
import io.poeem.searcher.topic.IndexSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Opens a {@link VersionReader}. Kafka properties, or a source, are required; the rest has defaults. */
public final class VersionReaderBuilder {

    private String index = "poeem";
    private String chunkTopic = "poeem.index";
    private String versionTopic = "poeem.versions";
    private Map<?, ?> kafka;
    private IndexSource source;
    private LoadLimits limits = LoadLimits.DEFAULTS;
    private Pace pace = Pace.EVERY_VERSION;
    private Long upTo;

    VersionReaderBuilder() {}

    /** Consumer properties as Kafka names them; {@code bootstrap.servers} at least. Isolation is always read_committed. */
    public VersionReaderBuilder kafka(Map<?, ?> properties) {
        this.kafka = Map.copyOf(properties);
        return this;
    }

    /** The index's name; "poeem" by default. */
    public VersionReaderBuilder index(String name) {
        this.index = name;
        return this;
    }

    /** Where chunks are and where versions are announced; "poeem.index" and "poeem.versions" by default. */
    public VersionReaderBuilder topics(String chunks, String versions) {
        this.chunkTopic = chunks;
        this.versionTopic = versions;
        return this;
    }

    /** In place of {@link #kafka}. */
    public VersionReaderBuilder source(IndexSource from) {
        this.source = from;
        return this;
    }

    /** Leaves out versions after this one. */
    public VersionReaderBuilder upTo(long version) {
        this.upTo = version;
        return this;
    }

    /** {@link Pace#NEWEST} reads only what the last version needs; every version by default. */
    public VersionReaderBuilder pace(Pace wanted) {
        this.pace = wanted;
        return this;
    }

    /** How long to wait for announced chunks that are not there; a minute by default. */
    public VersionReaderBuilder patience(Duration forChunks) {
        this.limits = new LoadLimits(limits.maxBytes(), limits.maxVersions(), forChunks);
        return this;
    }

    /** Reads all announcements that are there now. */
    public VersionReader open() {
        IndexSource from = Sources.of(source, kafka, index, chunkTopic, versionTopic);
        return VersionReader.open(index, from, upTo, pace, limits);
    }

    /**
     * Reads one version, by the fewest loads.
     *
     * @throws IllegalArgumentException if it was never announced, or no full version leads to it
     */
    public LoadedVersion load(long version) {
        upTo(version);
        pace(Pace.NEWEST);
        try (VersionReader reader = open()) {
            List<Long> found =
                    reader.manifests().stream().map(m -> m.getVersion()).toList();
            if (found.isEmpty() || found.get(found.size() - 1) != version) {
                throw new IllegalArgumentException(
                        "version " + version + " of index '" + index + "' cannot be reached from " + versionTopic
                                + (found.isEmpty() ? "" : "; the newest before it is " + found.get(found.size() - 1)));
            }
            return reader.last().orElseThrow();
        }
    }
}
