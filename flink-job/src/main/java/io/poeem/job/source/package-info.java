/**
 * Reads a topic into decoded records, on the parts that Flink's Kafka connector is made of.
 *
 * <p>Three of its parts are replaced: a reader that keeps partitions abreast of each other ({@link
 * io.poeem.job.source.Lead}), a split reader that tolerates what the connector does not, and an enumerator that tells
 * restored readers that no more splits come.
 */
package io.poeem.job.source;
