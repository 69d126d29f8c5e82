package io.poeem.searcher;

import java.time.Duration;

/**
 * How long a version took on its way into service.
 *
 * @param fetch from the first look for its chunks to the last one verified
 * @param build applying the delta and laying out the lists
 * @param chunkBytes payload bytes of its chunks
 * @param servedAt wall clock when it replaced the one before, milliseconds since the epoch
 */
public record VersionTiming(Duration fetch, Duration build, long chunkBytes, long servedAt) {}
