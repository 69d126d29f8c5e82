package io.poeem.job.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;

/**
 * Reads text as {@link Strings} does, and gives the same object for the same text while it remembers it: items come again and again
 * in histories, millions of which may wait for their round. Short texts alone, a fixed number of them. For one thread.
 */
final class TextCache {

    private static final int SLOT_BITS = 16;
    private static final int MOST_BYTES = 64;
    private static final int MIX =
            0x9E3779B9; // 2^32 / golden ratio: Knuth, The Art of Computer Programming 3, section 6.4

    private final byte[] read = new byte[MOST_BYTES];
    private final byte[][] utf8 = new byte[1 << SLOT_BITS][];
    private final String[] texts = new String[1 << SLOT_BITS];

    String read(DataInputView in) throws IOException {
        int length = Strings.readLength(in);
        if (length > MOST_BYTES) {
            return new String(Strings.readBytes(length, in), StandardCharsets.UTF_8);
        }
        in.readFully(read, 0, length);
        int slot = slot(length);
        byte[] known = utf8[slot];
        if (known == null || !Arrays.equals(known, 0, known.length, read, 0, length)) {
            utf8[slot] = Arrays.copyOf(read, length);
            texts[slot] = new String(read, 0, length, StandardCharsets.UTF_8);
        }
        return texts[slot];
    }

    List<String> readAll(DataInputView in) throws IOException {
        int n = Strings.readLength(in);
        if (n == 0) {
            return List.of();
        }
        String[] all = new String[n];
        for (int i = 0; i < n; i++) {
            all[i] = read(in);
        }
        return Arrays.asList(all);
    }

    private int slot(int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + read[i];
        }
        return hash * MIX >>> Integer.SIZE - SLOT_BITS;
    }
}
