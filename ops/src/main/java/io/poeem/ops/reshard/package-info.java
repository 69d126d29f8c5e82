/** Makes a savepoint of a job with another number of shards out of one, with Flink's State Processor API. */
package io.poeem.ops.reshard;
