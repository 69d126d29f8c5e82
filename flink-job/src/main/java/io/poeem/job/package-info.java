/**
 * The trainer as a Flink job: sources, operators, keyed state, topology, options and the main class.
 *
 * <p>How a step of learning is computed is {@code io.poeem.train}'s business.
 */
package io.poeem.job;
