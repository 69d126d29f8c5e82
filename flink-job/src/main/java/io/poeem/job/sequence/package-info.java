/**
 * In what order a shard learns, in which batches, and where versions fall: a pure function of the events.
 *
 * <p>Nothing here depends on when or in what order events arrive.
 */
package io.poeem.job.sequence;
