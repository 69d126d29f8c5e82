package io.poeem.searcher.testkit;

import java.util.List;

/**
 * A version as the records of its transaction.
 *
 * @param trainedThrough the records' timestamp, milliseconds since the epoch
 * @param chunks encoded
 * @param manifest encoded
 */
public record SmallVersion(long number, long trainedThrough, List<byte[]> chunks, byte[] manifest) {}
