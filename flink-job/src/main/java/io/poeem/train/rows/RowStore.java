package io.poeem.train.rows;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Where rows live: the truth behind a {@link RowTable}, which only caches. A row is an opaque array of bytes under the
 * thing's own name (an item's id, a token).
 *
 * <p>Used by one thread. The table never keeps or changes an array it has handed over or been given; an implementation may
 * do either only after copying.
 */
public interface RowStore {

    /** The row of {@code key}, or null where there is none. */
    byte[] get(String key);

    /** Writes the row of {@code key}, over any that was there. */
    void put(String key, byte[] row);

    /**
     * Writes rows, over any that were there.
     *
     * @param slice that all their keys fall into
     */
    default void putAll(int slice, Map<String, byte[]> rows) {
        rows.forEach(this::put);
    }

    /** Forgets {@code key}; nothing happens where there is none. */
    void remove(String key);

    /**
     * Shows every row whose key falls into {@code slice} (see {@link Slices}), in any order. The visitor neither puts nor
     * removes.
     *
     * @param slice 0 … {@link Slices#COUNT} - 1
     */
    void forEach(int slice, BiConsumer<String, byte[]> visitor);
}
