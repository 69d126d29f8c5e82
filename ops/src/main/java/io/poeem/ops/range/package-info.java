/** Parts of a log, between two places in it. Knows neither files nor Kafka: whoever reads one asks what is within. */
package io.poeem.ops.range;
