package io.poeem.job.trainer;

import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/**
 * Large elements under a key, in no order: each is a value of its own, by a number. Flink's list state is one value in RocksDB, and
 * no value has more than 2 GiB.
 */
public record Elements<T>(MapState<Integer, T> state) {

    /** Of a state that {@link #Elements} takes. */
    public static <T> MapStateDescriptor<Integer, T> descriptor(String name, TypeSerializer<T> serializer) {
        return new MapStateDescriptor<>(name, IntSerializer.INSTANCE, serializer);
    }

    /** Those of the current key. */
    public void forEach(Consumer<T> visitor) throws Exception {
        state.values().forEach(visitor);
    }

    /** Replaces those of the current key. */
    public void update(Iterable<T> elements) throws Exception {
        state.clear();
        int number = 0;
        for (T element : elements) {
            state.put(number++, element);
        }
    }
}
