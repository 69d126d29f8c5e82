package io.poeem.train.merge;

import java.util.List;
import java.util.function.Consumer;

/** Makes one out of the contributions of all shards to one block of one round. */
public final class Merge {

    private Merge() {}

    /**
     * @param block 0 … blocks - 1
     * @param contributionsInShardOrder what shards gave to {@link ContributionSink#accept} for this block; those that gave
     *     nothing are left out
     * @param mostBytes of a merged payload
     * @param out takes the merged payloads, each of use by itself; their order is part of the result
     * @throws MalformedPayload if a contribution is none
     */
    public static void run(int block, List<byte[]> contributionsInShardOrder, int mostBytes, Consumer<byte[]> out) {
        for (byte[] contribution : contributionsInShardOrder) {
            out.accept(contribution);
        }
    }
}
