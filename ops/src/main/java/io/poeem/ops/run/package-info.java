/**
 * Whole runs: input into Kafka, the job in an embedded Flink, a live searcher, the evaluation, the report.
 *
 * <p>The steps are in {@link io.poeem.ops.run.Experiment}; everything they open is closed in the opposite order, also when
 * the run is interrupted.
 */
package io.poeem.ops.run;
