package io.poeem.searcher;

import io.poeem.searcher.topic.IndexSource;
import java.util.Map;

/** The source that a builder was given, one way or the other. */
final class Sources {

    private Sources() {}

    static IndexSource of(IndexSource source, Map<?, ?> kafka, String index, String chunkTopic, String versionTopic) {
        if (source != null) {
            return source;
        }
        if (kafka == null || !kafka.containsKey("bootstrap.servers")) {
            throw new IllegalStateException(
                    "there is nothing to follow: give kafka(...) with bootstrap.servers, or source(...)");
        }
        return IndexSource.kafka(kafka, index, chunkTopic, versionTopic);
    }
}
