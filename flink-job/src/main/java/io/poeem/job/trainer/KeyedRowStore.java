package io.poeem.job.trainer;

import io.poeem.train.rows.RowStore;
import io.poeem.train.rows.Slices;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.util.FlinkRuntimeException;

/** Rows in keyed state: a map per slice, so that a slice is one scan over neighbouring keys of RocksDB. */
final class KeyedRowStore implements RowStore {

    private final MapState<String, byte[]> rows;
    private final KeyCursor cursor;
    private final Integer[] sliceKeys;

    KeyedRowStore(MapState<String, byte[]> rows, KeyCursor cursor, Integer[] sliceKeys) {
        this.rows = rows;
        this.cursor = cursor;
        this.sliceKeys = sliceKeys;
    }

    @Override
    public byte[] get(String key) {
        return inSliceOf(key, () -> rows.get(key));
    }

    @Override
    public void put(String key, byte[] row) {
        inSliceOf(key, () -> {
            rows.put(key, row);
            return null;
        });
    }

    @Override
    public void putAll(int slice, Map<String, byte[]> some) {
        in(slice, () -> {
            rows.putAll(some);
            return null;
        });
    }

    @Override
    public void remove(String key) {
        inSliceOf(key, () -> {
            rows.remove(key);
            return null;
        });
    }

    @Override
    public void forEach(int slice, BiConsumer<String, byte[]> visitor) {
        in(slice, () -> {
            for (Map.Entry<String, byte[]> row : rows.entries()) {
                visitor.accept(row.getKey(), row.getValue());
            }
            return null;
        });
    }

    private <T> T inSliceOf(String key, Access<T> access) {
        return in(Slices.of(key), access);
    }

    private <T> T in(int slice, Access<T> access) {
        cursor.moveTo(sliceKeys[slice]);
        try {
            return access.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("A row of slice " + slice + " cannot be read from or written to state.", e);
        }
    }

    private interface Access<T> {
        T run() throws Exception;
    }
}
