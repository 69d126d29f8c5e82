package io.poeem.searcher;

import java.time.Duration;

/**
 * What loading a version may cost.
 *
 * @param maxBytes bytes of chunks held at once; a version with more is refused
 * @param maxHeapBytes of heap that a version may take, decoded, with its chunks; one with more is refused
 * @param maxVersions versions whose chunks are held at once, if they are interleaved in the topic
 * @param patience how long to wait at the end of the topic for chunks that are announced but not there. The parts of a
 *     transaction become visible one topic after another, so this must outlast a restart of a broker
 */
record LoadLimits(long maxBytes, long maxHeapBytes, int maxVersions, Duration patience) {

    static final LoadLimits DEFAULTS =
            new LoadLimits(1L << 30, Runtime.getRuntime().maxMemory(), 16, Duration.ofMinutes(1));

    LoadLimits {
        if (maxBytes < 1 || maxHeapBytes < 1 || maxVersions < 1 || patience.isNegative()) {
            throw new IllegalArgumentException("maxVersionBytes " + maxBytes + ", maxHeapBytes " + maxHeapBytes
                    + " and maxVersions " + maxVersions + " must be at least 1, patience " + patience
                    + " must not be negative");
        }
    }

    LoadLimits withMaxBytes(long bytes) {
        return new LoadLimits(bytes, maxHeapBytes, maxVersions, patience);
    }

    LoadLimits withMaxHeapBytes(long bytes) {
        return new LoadLimits(maxBytes, bytes, maxVersions, patience);
    }

    LoadLimits withPatience(Duration forChunks) {
        return new LoadLimits(maxBytes, maxHeapBytes, maxVersions, forChunks);
    }
}
