package io.poeem.train.merge;

import java.util.List;
import java.util.function.Consumer;

/** stub */
public final class Merge {
    private Merge() {}

    public static void run(int block, List<byte[]> contributions, int mostBytes, Consumer<byte[]> out) {
        out.accept(new byte[] {(byte) contributions.size()});
    }
}
