/** Writes versions and rejected records to Kafka, exactly once. */
package io.poeem.job.sink;
