package io.poeem.job.decode;

import io.poeem.job.event.Decoded;

/** Decodes the records of one topic. An instance belongs to one thread. */
public interface Decoder {

    /** The value in the record, or the record rejected, with the reason. Never throws for what a record holds. */
    Decoded decode(RawRecord record);
}
