package io.poeem.ops.reshard;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A piece of the trainer's state on its way, as a tuple that Flink knows how to ship: the key it lies under, which state it is
 * of, its name there, and its bytes.
 */
final class Piece {

    static final TypeInformation<Tuple4<Integer, Integer, String, byte[]>> TYPE =
            Types.TUPLE(Types.INT, Types.INT, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

    static final int NOTHING = 0;
    static final int LEARNER = 1;
    static final int PROGRESS = 2;
    static final int POSITION = 3;
    static final int WAITING = 4;
    static final int ITEM = 5;
    static final int TOKEN = 6;
    static final int SUMS = 7;

    private Piece() {}

    static Tuple4<Integer, Integer, String, byte[]> of(Integer key, int state, String name, byte[] bytes) {
        return Tuple4.of(key, state, name, bytes);
    }

    /** A piece of what a key has once. */
    static <T> Tuple4<Integer, Integer, String, byte[]> of(Integer key, int state, TypeSerializer<T> format, T value) {
        DataOutputSerializer out = new DataOutputSerializer(256);
        try {
            format.serialize(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(key, state, "", out.getCopyOfBuffer());
    }

    static <T> T read(TypeSerializer<T> format, byte[] bytes) {
        try {
            return format.deserialize(new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
