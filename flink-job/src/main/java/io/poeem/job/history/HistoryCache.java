package io.poeem.job.history;

import it.unimi.dsi.fastutil.objects.Object2ObjectLinkedOpenHashMap;
import java.util.function.BiConsumer;

/**
 * The histories of the users seen last, over the state that holds all of them. A write-back cache: what has changed
 * reaches the state when it is evicted or flushed, and only then.
 */
final class HistoryCache {

    private final Object2ObjectLinkedOpenHashMap<String, Entry> entries = new Object2ObjectLinkedOpenHashMap<>();
    private final int capacity;
    private final BiConsumer<String, Entry> writeBack;

    /** @param writeBack takes a changed entry to the state */
    HistoryCache(int capacity, BiConsumer<String, Entry> writeBack) {
        this.capacity = capacity;
        this.writeBack = writeBack;
    }

    /** The user's entry, now the most recent one; null if it is not here. */
    Entry get(String user) {
        return entries.getAndMoveToLast(user);
    }

    /** The user's entry without a change of rank; null if it is not here. */
    Entry peek(String user) {
        return entries.get(user);
    }

    /** Adds a user who is not here, and evicts the one seen longest ago if there are too many. */
    void put(String user, Entry entry) {
        if (entries.size() >= capacity) {
            String oldest = entries.firstKey();
            write(oldest, entries.removeFirst());
        }
        entries.putAndMoveToLast(user, entry);
    }

    void remove(String user) {
        entries.remove(user);
    }

    /** Takes every changed entry to the state; all stay here. */
    void flush() {
        entries.object2ObjectEntrySet().fastForEach(entry -> write(entry.getKey(), entry.getValue()));
    }

    int size() {
        return entries.size();
    }

    private void write(String user, Entry entry) {
        if (entry.dirty) {
            writeBack.accept(user, entry);
            entry.dirty = false;
        }
    }

    /** A history, and what the state knows of it. */
    static final class Entry {
        static final long NO_TIMER = Long.MIN_VALUE;

        final History history;
        long timer;
        boolean dirty;

        Entry(History history, long timer) {
            this.history = history;
            this.timer = timer;
        }
    }
}
