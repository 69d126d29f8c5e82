package io.poeem.searcher.topic;

import java.util.HashMap;
import java.util.Map;

/**
 * Opens what a searcher reads. Called again after every trouble with what was opened before.
 *
 * <p>A plug point: tests and caches stand here in place of Kafka.
 */
public interface IndexSource {

    /** Where an index whose versions are announced in this topic is pinned. */
    static String pinTopic(String versionTopic) {
        return versionTopic + ".pins";
    }

    AnnouncementSource openAnnouncements();

    ChunkSource openChunks();

    /** Nobody's, unless a source has pins. */
    default PinSource openPins() {
        return PinSource.none();
    }

    /**
     * An index in Kafka.
     *
     * @param properties of the consumers, as Kafka names them; {@code bootstrap.servers} at least
     * @param index the index's name
     * @param chunkTopic where its chunks are
     * @param versionTopic where its versions are announced
     * @param pinTopic where it is pinned; need not exist
     */
    static IndexSource kafka(
            Map<?, ?> properties, String index, String chunkTopic, String versionTopic, String pinTopic) {
        Map<String, Object> named = new HashMap<>();
        properties.forEach((key, value) -> named.put(key.toString(), value));
        return new IndexSource() {
            @Override
            public AnnouncementSource openAnnouncements() {
                return new LogAnnouncementSource(KafkaRecordLog.open(named, versionTopic), index);
            }

            @Override
            public ChunkSource openChunks() {
                return new LogChunkSource(KafkaRecordLog.open(named, chunkTopic), index);
            }

            @Override
            public PinSource openPins() {
                return new LogPinSource(KafkaRecordLog.awaited(named, pinTopic), index);
            }
        };
    }
}
