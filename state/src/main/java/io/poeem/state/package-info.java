/**
 * What has been learned, as values: towers, codebooks, rotation, index image and delta, manifest and snapshot codec, with the
 * kernels that read them.
 *
 * <p>No learning, no Flink, no Kafka: trainer and searcher meet here, and both must read the same bytes alike.
 */
package io.poeem.state;
