package io.poeem.searcher;

import io.poeem.searcher.topic.IndexSource;
import java.time.Duration;
import java.util.Map;

/**
 * What every reader of an index has to be told: where it is, and what a version may cost.
 *
 * @param <B> the builder itself
 */
abstract class IndexBuilder<B extends IndexBuilder<B>> {

    private String index = "poeem";
    private String chunkTopic = "poeem.index";
    private String versionTopic = "poeem.versions";
    private String pinTopic;
    private Map<?, ?> kafka;
    private IndexSource source;
    private LoadLimits limits = LoadLimits.DEFAULTS;

    abstract B self();

    /** Consumer properties as Kafka names them; {@code bootstrap.servers} at least. Isolation is always read_committed. */
    public B kafka(Map<?, ?> properties) {
        this.kafka = Map.copyOf(properties);
        return self();
    }

    /** The index's name; "poeem" by default. */
    public B index(String name) {
        this.index = IndexNames.require(name);
        return self();
    }

    /** Where chunks are and where versions are announced; "poeem.index" and "poeem.versions" by default. */
    public B topics(String chunks, String versions) {
        this.chunkTopic = chunks;
        this.versionTopic = versions;
        return self();
    }

    /** Where the index is pinned; by default the topic of announcements with ".pins" behind it. It need not exist. */
    public B pinTopic(String pins) {
        this.pinTopic = pins;
        return self();
    }

    /** In place of {@link #kafka}. */
    public B source(IndexSource from) {
        this.source = from;
        return self();
    }

    /** A version with more bytes of chunks is refused; 1 GiB by default. */
    public B maxVersionBytes(long bytes) {
        this.limits = limits.withMaxBytes(bytes);
        return self();
    }

    /**
     * A version that would take more heap is refused before any of it is read, and what is served stays. Counted are its
     * image, what searching it takes, and the chunks that it is read from, by what its manifest says of them; by default as
     * much as the JVM has. While a version is replaced the old one is there as well: give a little less than half of the heap.
     */
    public B maxHeapBytes(long bytes) {
        this.limits = limits.withMaxHeapBytes(bytes);
        return self();
    }

    /** How long to wait for announced chunks that are not there before the version is given up; a minute by default. */
    public B patience(Duration forChunks) {
        this.limits = limits.withPatience(forChunks);
        return self();
    }

    final String index() {
        return index;
    }

    final String versionTopic() {
        return versionTopic;
    }

    final LoadLimits limits() {
        return limits;
    }

    final IndexSource openSource() {
        if (source != null) {
            return source;
        }
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalStateException(
                    "there is nothing to follow: give kafka(...) with bootstrap.servers, or source(...)");
        }
        String pins = pinTopic == null ? IndexSource.pinTopic(versionTopic) : pinTopic;
        return IndexSource.kafka(kafka, index, chunkTopic, versionTopic, pins);
    }
}
