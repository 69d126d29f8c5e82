package io.poeem.job.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** The smallest event time of a reader's splits, told to the enumerator; or of all readers', told to each. */
record LowEvent(long low) implements SourceEvent {}
