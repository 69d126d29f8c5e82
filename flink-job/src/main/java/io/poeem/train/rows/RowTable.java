package io.poeem.train.rows;

import it.unimi.dsi.fastutil.objects.ObjectOpenHashSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A write-back cache over a {@link RowStore}: rows in slots of flat arrays, made on first sight.
 *
 * <p><b>Life of a batch.</b> {@link #acquire} finds, loads or makes a row, marks it touched and pins it: a pinned row keeps
 * its slot, and {@link #local} numbers the pinned rows 0, 1, … in order of their first acquisition. {@link #release}
 * unpins all. Arrays may be replaced by larger ones at any acquisition: fetch {@link #values} after the last of them.
 *
 * <p><b>Truth.</b> A row that differs from the store is dirty; eviction (CLOCK) writes a single one, {@link #flush} all.
 * After a flush the store plus {@link #size} and {@link #touchedKeys} are the table's whole state. What is computed from
 * rows never depends on which are cached.
 *
 * <p>The capacity is soft: while a batch pins more rows, the table holds more, and gives them back at the release.
 * Not for concurrent use.
 */
public abstract class RowTable {

    /** Adagrad's accumulator of a new row, in every dimension. */
    public static final float FIRST_ACCUMULATOR = 0.1f;

    /** The time of what does not touch a row; before any other. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final byte DIRTY = 1;
    private static final byte TOUCHED = 2;
    private static final byte REFERENCED = 4;
    private static final byte TEMPORARY = 8;

    private static final int FIRST_SLOTS = 1024;

    private final RowStore store;
    private final RowInit init;
    private final int dims;
    private final int capacity;

    private final KeyIndex index = new KeyIndex();
    private String[] keys;
    private byte[] slices;
    private byte[] marks;
    private byte[] flags;
    private long[] lastTouched;
    private float[] values;
    private float[] accumulators;

    /** Number of a pinned row within the batch; -1: not pinned. */
    private int[] local;

    private final float[] firstValues;

    /** Null where nobody asks how often rows are touched. */
    private final TouchCounts counts;

    private int[] pinned = new int[FIRST_SLOTS];
    private int pinnedCount;
    private int[] free = new int[FIRST_SLOTS];
    private int freeCount;
    private int used;
    private int hand;

    /** All rows, cached or not: when as many are cached, a key that is not cached does not exist. */
    private long size;

    /** Keys touched since the last version whose rows are not cached now. */
    private final ObjectOpenHashSet<String> touchedElsewhere = new ObjectOpenHashSet<>();

    /** @param counts of this table's slots; null: nobody asks for them */
    RowTable(RowStore store, RowInit init, int dims, int capacity, TouchCounts counts) {
        if (capacity < 1 || (long) capacity * dims > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("cache.rows = " + capacity + ": must be 1 to "
                    + (Integer.MAX_VALUE - 8) / dims + " for rows of " + dims + " values; lower it");
        }
        this.store = store;
        this.init = init;
        this.dims = dims;
        this.capacity = capacity;
        this.counts = counts;
        int slots = Math.min(capacity, FIRST_SLOTS);
        keys = new String[slots];
        slices = new byte[slots];
        marks = new byte[slots];
        flags = new byte[slots];
        lastTouched = new long[slots];
        values = new float[slots * dims];
        accumulators = new float[slots * dims];
        local = new int[slots];
        firstValues = new float[dims];
        Arrays.fill(local, -1);
        if (counts != null) {
            counts.resize(slots);
        }
    }

    // ---- what a kind of row adds -----------------------------------------------------------------------------------

    /** The bytes of the row in {@code slot}. */
    abstract byte[] encode(int slot);

    /** Fills {@code slot} from bytes of {@link #encode}. */
    abstract void decode(int slot, byte[] row);

    /** Puts what belongs to this kind of row to its first values. */
    abstract void clear(int slot);

    /** Makes room for {@code slots} slots. */
    abstract void resize(int slots);

    // ---- rows of a batch -------------------------------------------------------------------------------------------

    /**
     * The slot of {@code key}'s row, made if there is none; pinned, and touched at {@code time}.
     *
     * @param time event time, ms; {@link #NEVER} where what is said of the row shall not lengthen its life
     */
    public final int acquire(String key, long time) {
        int slot = index.find(key);
        return touch(slot >= 0 ? slot : loadOrMake(key), time);
    }

    /** As {@link #acquire(String, long)} of {@code prefix.token(name)}. */
    public final int acquire(Prefix prefix, String name, long time) {
        int slot = index.find(prefix, name);
        return touch(slot >= 0 ? slot : loadOrMake(prefix.token(name)), time);
    }

    /**
     * As {@link #acquire(String, long)}, for a row whose values and accumulators the caller replaces, all of them: it is touched for
     * the next version, and does not count as learned from here.
     */
    final int takeOver(String key, long time) {
        int slot = index.find(key);
        slot = slot >= 0 ? slot : load(key);
        slot = slot >= 0 ? slot : makeEmpty(key);
        marks[slot] |= DIRTY | TOUCHED;
        lastTouched[slot] = Math.max(lastTouched[slot], time);
        return pin(slot);
    }

    /** The slot of {@code key}'s row, pinned but not touched; -1 where there is none. */
    public final int peek(String key) {
        int slot = index.find(key);
        if (slot < 0) {
            slot = load(key);
        }
        return slot < 0 ? slot : pin(slot);
    }

    /** Unpins all rows and gives back what was held beyond the capacity. */
    public final void release() {
        for (int i = 0; i < pinnedCount; i++) {
            local[pinned[i]] = -1;
        }
        int unpinned = pinnedCount;
        pinnedCount = 0;
        for (int i = 0; i < unpinned; i++) {
            if ((marks[pinned[i]] & TEMPORARY) != 0) {
                evict(pinned[i]);
            }
        }
        while (index.size() > capacity) {
            evictOne();
        }
    }

    /** How many rows are pinned. */
    public final int pinnedCount() {
        return pinnedCount;
    }

    /** The slot of the pinned row of number {@code local}. */
    public final int pinnedSlot(int local) {
        return pinned[local];
    }

    /** The number of a pinned row within the batch. */
    public final int local(int slot) {
        return local[slot];
    }

    // ---- content of a slot -----------------------------------------------------------------------------------------

    /** Values per row. */
    public final int dims() {
        return dims;
    }

    /** All values, (slots, dims); the row of a slot begins at slot · dims. */
    public final float[] values() {
        return values;
    }

    /** Adagrad's accumulators, laid out as the values. */
    public final float[] accumulators() {
        return accumulators;
    }

    /** The key of a slot's row. */
    public final String key(int slot) {
        return keys[slot];
    }

    /** The slice of a slot's key. */
    public final int slice(int slot) {
        return slices[slot];
    }

    /** Event time of the row's last touch, ms; {@link #NEVER}: none. */
    public final long lastTouched(int slot) {
        return lastTouched[slot];
    }

    /** Whether the row was acquired since {@link #clearTouched}. */
    public final boolean isTouched(int slot) {
        return (marks[slot] & TOUCHED) != 0;
    }

    /** Lets the row live on from {@code time}, ms, if its last touch was before. */
    public final void touchedUntil(int slot, long time) {
        if (lastTouched[slot] < time) {
            lastTouched[slot] = time;
            dirty(slot);
        }
    }

    /** Says that what a row holds was changed without acquiring it. */
    public final void changed(int slot) {
        dirty(slot);
    }

    final void lastTouched(int slot, long time) {
        lastTouched[slot] = time;
    }

    /** Puts values and accumulators to a new row's. */
    final void first(int slot) {
        init.fill(keys[slot], values, slot * dims, dims);
        Arrays.fill(accumulators, slot * dims, (slot + 1) * dims, FIRST_ACCUMULATOR);
    }

    /** Whether anything was ever learned of the row; whatever is shows in the accumulators at once. */
    public final boolean isLearned(int slot) {
        int from = slot * dims;
        for (int i = from; i < from + dims; i++) {
            if (accumulators[i] != FIRST_ACCUMULATOR) {
                return true;
            }
        }
        return false;
    }

    /** Whether values and accumulators are a new row's. */
    final boolean isFirst(int slot) {
        if (isLearned(slot)) {
            return false;
        }
        int from = slot * dims;
        init.fill(keys[slot], firstValues, 0, dims);
        return Arrays.equals(firstValues, 0, dims, values, from, from + dims);
    }

    final byte flags(int slot) {
        return flags[slot];
    }

    final void flags(int slot, byte to) {
        flags[slot] = to;
    }

    final boolean flag(int slot, byte bit) {
        return (flags[slot] & bit) != 0;
    }

    /** Sets or clears a flag; the row becomes dirty if that changes it. */
    final void flag(int slot, byte bit, boolean to) {
        if (flag(slot, bit) != to) {
            flags[slot] ^= bit;
            dirty(slot);
        }
    }

    /** Says that the row differs from the store's. */
    final void dirty(int slot) {
        marks[slot] |= DIRTY;
    }

    // ---- the table as a whole --------------------------------------------------------------------------------------

    /** Number of rows, cached or not. */
    public final long size() {
        return size;
    }

    /** Number of rows in memory. */
    public final int cached() {
        return index.size();
    }

    /** Writes every dirty row to the store; they stay cached. */
    public final void flush() {
        new Flush(this, store).run();
    }

    /** Forgets a pinned row, here and in the store. */
    public final void remove(int slot) {
        store.remove(keys[slot]);
        vacate(slot);
        size--;
    }

    /** The keys touched since {@link #clearTouched}, in an order that depends on them alone. */
    public final String[] touchedKeys() {
        List<String> touched = new ArrayList<>(touchedElsewhere);
        for (int slot = 0; slot < used; slot++) {
            if ((marks[slot] & TOUCHED) != 0) {
                touched.add(keys[slot]);
            }
        }
        return HashOrder.of(touched.toArray(new String[0]));
    }

    /** Starts a new set of touched keys. */
    public final void clearTouched() {
        touchedElsewhere.clear();
        for (int slot = 0; slot < used; slot++) {
            marks[slot] &= ~TOUCHED;
        }
    }

    /** Takes up the state of a table that was flushed, over the same store; nothing may be cached yet. */
    public final void restore(long size, Collection<String> touchedKeys) {
        if (index.size() > 0) {
            throw new IllegalStateException("restore: the table already holds " + index.size() + " rows");
        }
        this.size = size;
        touchedElsewhere.addAll(touchedKeys);
    }

    /**
     * Visits all rows of some slices and the touched rows of the others, by slice and then by key, whether they are cached
     * or not; the cache's content is the same afterwards. Rows may be changed (say so with {@link #dirty}) and removed.
     *
     * @param wanted bit s: all rows of slice s
     */
    public final void sweep(long wanted, RowVisitor visitor) {
        if (pinnedCount > 0) {
            throw new IllegalStateException("sweep: " + pinnedCount + " rows are pinned; release them first");
        }
        new Sweep(this, store, wanted).run(visitor);
    }

    /** Visits all rows of one slice, by key; see {@link #sweep}. */
    public final void forEachInSlice(int slice, RowVisitor visitor) {
        sweep(1L << slice, (slots, n) -> {
            int kept = 0;
            int[] inSlice = new int[n];
            for (int i = 0; i < n; i++) {
                if (slices[slots[i]] == slice) {
                    inSlice[kept++] = slots[i];
                }
            }
            if (kept > 0) {
                visitor.visit(inSlice, kept);
            }
        });
    }

    // ---- for the flush ---------------------------------------------------------------------------------------------

    final boolean isDirty(int slot) {
        return (marks[slot] & DIRTY) != 0;
    }

    /** The store has the row as it is. */
    final void written(int slot) {
        marks[slot] &= ~DIRTY;
    }

    // ---- for the sweep ---------------------------------------------------------------------------------------------

    final int usedSlots() {
        return used;
    }

    final boolean isCached(int slot) {
        return keys[slot] != null;
    }

    final boolean allCached() {
        return size == index.size();
    }

    final int find(String key) {
        return index.find(key);
    }

    final Iterable<String> touchedElsewhere() {
        return touchedElsewhere;
    }

    final int pin(int slot) {
        marks[slot] |= REFERENCED;
        if (local[slot] < 0) {
            if (pinnedCount == pinned.length) {
                pinned = Arrays.copyOf(pinned, 2 * pinnedCount);
            }
            local[slot] = pinnedCount;
            pinned[pinnedCount++] = slot;
        }
        return slot;
    }

    /** Loads and pins a row that leaves again at the release, and for which no other is evicted. */
    final int pinTemporarily(String key, byte[] row) {
        int slot = place(key, vacantSlot());
        decode(slot, row);
        if (counts != null) {
            counts.loaded(slot, key);
        }
        marks[slot] = TEMPORARY;
        if (touchedElsewhere.remove(key)) {
            marks[slot] |= TOUCHED;
        }
        return pin(slot);
    }

    // ---- slots -----------------------------------------------------------------------------------------------------

    private int touch(int slot, long time) {
        marks[slot] |= DIRTY | TOUCHED;
        lastTouched[slot] = Math.max(lastTouched[slot], time);
        if (counts != null) {
            counts.add(slot);
        }
        return pin(slot);
    }

    private int loadOrMake(String key) {
        int slot = load(key);
        return slot >= 0 ? slot : make(key);
    }

    private int load(String key) {
        byte[] row = allCached() ? null : store.get(key);
        if (row == null) {
            return -1;
        }
        int slot = place(key, slotForOneMore());
        decode(slot, row);
        if (counts != null) {
            counts.loaded(slot, key);
        }
        if (touchedElsewhere.remove(key)) {
            marks[slot] |= TOUCHED;
        }
        return slot;
    }

    private int make(String key) {
        int slot = makeEmpty(key);
        first(slot);
        return slot;
    }

    /** With any values. */
    private int makeEmpty(String key) {
        int slot = place(key, slotForOneMore());
        flags[slot] = 0;
        lastTouched[slot] = NEVER;
        clear(slot);
        size++;
        return slot;
    }

    private int place(String key, int slot) {
        keys[slot] = key;
        slices[slot] = (byte) Slices.of(key);
        marks[slot] = 0;
        index.add(key, slot);
        return slot;
    }

    private int slotForOneMore() {
        if (index.size() >= capacity && pinnedCount < index.size()) {
            evictOne();
        }
        return vacantSlot();
    }

    private int vacantSlot() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (used == keys.length) {
            grow();
        }
        return used++;
    }

    /** CLOCK: the hand passes over pinned rows, forgives referenced ones once, and evicts the next. */
    private void evictOne() {
        while (true) {
            int slot = hand;
            hand = hand + 1 < used ? hand + 1 : 0;
            if (keys[slot] == null || local[slot] >= 0) {
                continue;
            }
            if ((marks[slot] & REFERENCED) == 0) {
                evict(slot);
                return;
            }
            marks[slot] &= ~REFERENCED;
        }
    }

    private void evict(int slot) {
        if ((marks[slot] & DIRTY) != 0) {
            writeBack(slot);
        }
        if ((marks[slot] & TOUCHED) != 0) {
            touchedElsewhere.add(keys[slot]);
        }
        if (counts != null) {
            counts.evicted(slot, keys[slot]);
        }
        vacate(slot);
    }

    private void writeBack(int slot) {
        store.put(keys[slot], encode(slot));
        written(slot);
    }

    private void vacate(int slot) {
        if (counts != null) {
            counts.vacated(slot);
        }
        index.remove(keys[slot]);
        keys[slot] = null;
        marks[slot] = 0;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = slot;
    }

    private void grow() {
        int slots = used < capacity
                ? (int) Math.min(2L * used, capacity)
                : Math.addExact(used, Math.max(RowVisitor.BLOCK, used / 8));
        keys = Arrays.copyOf(keys, slots);
        slices = Arrays.copyOf(slices, slots);
        marks = Arrays.copyOf(marks, slots);
        flags = Arrays.copyOf(flags, slots);
        lastTouched = Arrays.copyOf(lastTouched, slots);
        values = Arrays.copyOf(values, Math.multiplyExact(slots, dims));
        accumulators = Arrays.copyOf(accumulators, slots * dims);
        local = Arrays.copyOf(local, slots);
        Arrays.fill(local, used, slots, -1);
        if (counts != null) {
            counts.resize(slots);
        }
        resize(slots);
    }
}
