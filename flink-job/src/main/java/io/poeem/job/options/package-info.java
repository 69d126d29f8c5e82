/**
 * What can be set, its defaults, presets and limits, and how settings are read.
 *
 * <p>Nothing here talks to Kafka or Flink's runtime: whether the settings fit a broker is the preflight's question.
 */
package io.poeem.job.options;
