/** Writes to Kafka: versions and rejected records exactly once, what shards tell each other at least once. */
package io.poeem.job.sink;
