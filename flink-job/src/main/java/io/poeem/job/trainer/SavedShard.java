package io.poeem.job.trainer;

/** A shard whose state lags behind it between checkpoints. */
interface SavedShard {

    /** Writes everything to keyed state: a shard made over that goes on as if nothing had happened. */
    void save() throws Exception;
}
