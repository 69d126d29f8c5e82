/**
 * Reading of event logs and catalogues from files: CSV and the {@code ::} format of MovieLens, plain or gzipped.
 *
 * <p>Files are streamed; a bad line is a value with its number and the reason, never an exception and never skipped in
 * silence. Nothing here knows Kafka.
 */
package io.poeem.ops.csv;
