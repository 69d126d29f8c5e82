package io.poeem.job.trainer;

import io.poeem.job.sequence.Position;
import io.poeem.job.serial.Strings;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A place in a sequence as bytes, within a shard's state. */
final class Positions {

    private Positions() {}

    static void write(Position position, DataOutputView out) throws IOException {
        out.writeLong(position.published());
        out.writeLong(position.due());
        write(position.clicks(), out);
        write(position.items(), out);
    }

    static Position read(DataInputView in) throws IOException {
        return new Position(in.readLong(), in.readLong(), offsets(in), offsets(in));
    }

    private static void write(SortedMap<Integer, Long> offsets, DataOutputView out) throws IOException {
        Strings.writeLength(offsets.size(), out);
        for (SortedMap.Entry<Integer, Long> offset : offsets.entrySet()) {
            out.writeInt(offset.getKey());
            out.writeLong(offset.getValue());
        }
    }

    private static SortedMap<Integer, Long> offsets(DataInputView in) throws IOException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (int n = Strings.readLength(in); n > 0; n--) {
            offsets.put(in.readInt(), in.readLong());
        }
        return offsets;
    }
}
