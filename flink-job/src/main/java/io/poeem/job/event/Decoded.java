package io.poeem.job.event;

/** What became of a Kafka record: a click, an item of the catalogue, or a rejected record. */
public sealed interface Decoded permits ClickRecord, ItemRecord, Rejected {

    int partition();

    long offset();
}
