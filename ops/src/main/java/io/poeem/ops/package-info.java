/**
 * The {@code poeem} command and what it runs: demo, replay and experiments, benchmarks, deployment.
 *
 * <p>It may use everything; nothing depends on it.
 */
package io.poeem.ops;
