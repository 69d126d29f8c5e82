/**
 * The operator that owns shards: learns in mini-batches across keys, over keyed state, in the order of event time.
 */
package io.poeem.job.trainer;
