/** Merging what shards learned: payloads that travel between learners, knowing no Flink. */
package io.poeem.train.merge;
