package io.poeem.searcher;

import io.poeem.searcher.plan.Pace;
import java.util.List;

/** Opens a {@link VersionReader}. Kafka properties, or a source, are required; the rest has defaults. */
public final class VersionReaderBuilder extends IndexBuilder<VersionReaderBuilder> {

    private Pace pace = Pace.EVERY_VERSION;
    private Long upTo;

    VersionReaderBuilder() {}

    @Override
    VersionReaderBuilder self() {
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

    /** Reads all announcements that are there now. */
    public VersionReader open() {
        return VersionReader.open(index(), openSource(), upTo, pace, limits());
    }

    /** What is announced now, and where the index is pinned. */
    public VersionHistory history() {
        return VersionHistory.read(openSource());
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
                        "version " + version + " of index '" + index() + "' cannot be reached from " + versionTopic()
                                + (found.isEmpty() ? "" : "; the newest before it is " + found.get(found.size() - 1)));
            }
            return reader.last().orElseThrow();
        }
    }
}
