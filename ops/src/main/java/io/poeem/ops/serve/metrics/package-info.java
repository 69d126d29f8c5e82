/** What the service counts and measures, as Prometheus reads it. */
package io.poeem.ops.serve.metrics;
