/**
 * Joint learning of the towers and the index: losses, gradients, updaters, codebook rules, rotation, warm start.
 *
 * <p>Knows no Flink, no Kafka and no clock: examples come in as batches, and the same batches give the same bytes.
 */
package io.poeem.train;
