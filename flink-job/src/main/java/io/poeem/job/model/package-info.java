/**
 * The way of what shards share: contributions are merged by rounds of event time, go through a topic, and come back to every shard
 * (design section 7).
 */
package io.poeem.job.model;
