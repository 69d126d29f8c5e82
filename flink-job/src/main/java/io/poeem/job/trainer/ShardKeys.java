package io.poeem.job.trainer;

/**
 * The keys that a shard's state lives under.
 *
 * @param own of what the shard has once
 * @param slices of its rows, by slice
 * @param cursor the operator's current key
 */
record ShardKeys(Integer own, Integer[] slices, KeyCursor cursor) {

    /** Before what the shard has once is read or written. */
    void moveToOwn() {
        cursor.moveTo(own);
    }
}
