/**
 * An index over plain vectors from files, built by the warm start and searched by the scan that serves live indexes, with recall and
 * speed measured: what {@code poeem bench search} is made of. No Kafka, no towers, no popularity.
 */
package io.poeem.ops.bench.search;
