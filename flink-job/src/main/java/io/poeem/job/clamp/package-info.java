/** Keeps event times in order within each partition, before anything is shuffled. */
package io.poeem.job.clamp;
