package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTableTest {

    private static final int DIMS = 3;

    private final CountingStore store = new CountingStore();

    @Test
    void aRowIsMadeOnFirstSightAndFoundAgain() {
        TokenTable table = table(10);
        int slot = table.acquire("a", 5);
        float[] first = new float[DIMS];
        new RowInit(1, DIMS, 1).fill("a", first, 0, DIMS);

        assertThat(row(table, slot)).isEqualTo(first);
        assertThat(table.accumulators()[slot * DIMS]).isEqualTo(RowTable.FIRST_ACCUMULATOR);
        assertThat(table.acquire("a", 6)).isEqualTo(slot);
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.lastTouched(slot)).isEqualTo(6);
    }

    @Test
    void pinnedRowsAreNumberedInOrderOfTheirFirstAcquisition() {
        TokenTable table = table(10);
        int a = table.acquire("a", 0);
        int b = table.acquire("b", 0);
        table.acquire("a", 0);

        assertThat(table.pinnedCount()).isEqualTo(2);
        assertThat(table.local(a)).isZero();
        assertThat(table.local(b)).isEqualTo(1);
        assertThat(table.pinnedSlot(1)).isEqualTo(b);
        table.release();
        table.acquire("b", 0);
        assertThat(table.local(b)).isZero();
    }

    @Test
    void theCapacityIsSoftWhileABatchPinsMore() {
        TokenTable table = table(3);
        for (int i = 0; i < 2000; i++) {
            table.acquire("t" + i, 0);
        }
        assertThat(table.cached()).isEqualTo(2000);
        table.release();
        assertThat(table.cached()).isEqualTo(3);
        assertThat(table.size()).isEqualTo(2000);
        assertThat(store.size()).isEqualTo(1997);
    }

    @Test
    void anEvictedRowComesBackAsItWas() {
        TokenTable table = table(1);
        int slot = table.acquire("a", 1);
        table.values()[slot * DIMS] = 42;
        table.release();
        table.acquire("b", 2);
        table.release();
        assertThat(table.cached()).isEqualTo(1);

        assertThat(table.values()[table.acquire("a", 3) * DIMS]).isEqualTo(42);
    }

    @Test
    void onlyDirtyRowsAreWritten() {
        TokenTable table = table(2);
        table.acquire("a", 1);
        table.acquire("b", 1);
        table.release();
        table.flush();
        assertThat(store.puts).isEqualTo(2);
        table.flush();
        table.peek("a");
        table.release();
        table.acquire("c", 1); // evicts one of the two clean ones
        table.release();
        assertThat(store.puts).isEqualTo(2);
        table.flush();
        assertThat(store.puts).isEqualTo(3);
    }

    @Test
    void whereAllRowsAreCachedTheStoreIsNotAsked() {
        TokenTable table = table(100);
        for (int i = 0; i < 50; i++) {
            table.acquire("t" + i, 0);
        }
        table.release();
        table.sweep(Slices.ALL, (slots, n) -> {});
        assertThat(table.peek("unknown")).isEqualTo(-1);
        assertThat(store.reads).isZero();
    }

    @Test
    void peekMakesAndTouchesNothing() {
        TokenTable table = table(2);
        assertThat(table.peek("a")).isEqualTo(-1);
        table.acquire("a", 1);
        table.release();
        table.clearTouched();
        assertThat(table.isTouched(table.peek("a"))).isFalse();
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void aSweepShowsWantedSlicesWholeAndElsewhereWhatWasTouchedByKey() {
        for (int capacity : new int[] {1, 40, 1000}) {
            TokenTable table = new TokenTable(new HeapRowStore(), new RowInit(1, DIMS, 1), DIMS, capacity);
            List<String> untouched = keys(0, 300);
            List<String> touched = keys(300, 400);
            untouched.forEach(key -> acquire(table, key));
            table.clearTouched();
            touched.forEach(key -> acquire(table, key));
            int cached = table.cached();

            List<String> expected = new ArrayList<>(touched);
            untouched.stream().filter(key -> Slices.of(key) % 2 == 0).forEach(expected::add);
            expected.sort((a, b) -> Slices.of(a) != Slices.of(b) ? Slices.of(a) - Slices.of(b) : a.compareTo(b));
            List<String> seen = new ArrayList<>();
            table.sweep(0x5555555555555555L, (slots, n) -> {
                for (int i = 0; i < n; i++) {
                    seen.add(table.key(slots[i]));
                    assertThat(table.isTouched(slots[i])).isEqualTo(touched.contains(table.key(slots[i])));
                }
            });
            assertThat(seen).isEqualTo(expected);
            assertThat(table.cached()).isEqualTo(cached);
        }
    }

    @Test
    void oneSliceIsShownWithoutTheTouchedOfOthers() {
        TokenTable table = table(10);
        keys(0, 200).forEach(key -> acquire(table, key));
        List<String> seen = new ArrayList<>();
        table.forEachInSlice(7, (slots, n) -> {
            for (int i = 0; i < n; i++) {
                seen.add(table.key(slots[i]));
            }
        });
        assertThat(seen)
                .isNotEmpty()
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(
                        keys(0, 200).stream().filter(key -> Slices.of(key) == 7).toList());
    }

    @Test
    void aRowThatIsRemovedIsGoneEverywhere() {
        for (int capacity : new int[] {1, 1000}) {
            CountingStore own = new CountingStore();
            TokenTable table = new TokenTable(own, new RowInit(1, DIMS, 1), DIMS, capacity);
            keys(0, 100).forEach(key -> acquire(table, key));
            table.flush();
            table.sweep(Slices.ALL, (slots, n) -> {
                for (int i = 0; i < n; i++) {
                    table.remove(slots[i]);
                }
            });
            assertThat(table.size()).isZero();
            assertThat(table.cached()).isZero();
            assertThat(own.size()).isZero();
            assertThat(table.touchedKeys()).isEmpty();
            assertThat(table.peek("k1")).isEqualTo(-1);
        }
    }

    @Test
    void aCacheThatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> table(0)).hasMessageContaining("cache.rows = 0");
        assertThatThrownBy(() -> table(Integer.MAX_VALUE)).hasMessageContaining("lower it");
    }

    private TokenTable table(int capacity) {
        return new TokenTable(store, new RowInit(1, DIMS, 1), DIMS, capacity);
    }

    private static void acquire(TokenTable table, String key) {
        table.acquire(key, 0);
        table.release();
    }

    private static List<String> keys(int from, int to) {
        List<String> keys = new ArrayList<>();
        for (int i = from; i < to; i++) {
            keys.add("k" + i);
        }
        return keys;
    }

    @Test
    void aFlushWritesSliceBySliceAndManyRowsAtATime() {
        TokenTable table = table(5_000);
        for (int i = 0; i < 3_000; i++) {
            table.acquire("t" + i, 1);
        }
        table.release();
        table.flush();
        assertThat(store.puts).isEqualTo(3_000);
        assertThat(store.calls).isEqualTo(Slices.COUNT);
    }

    private static float[] row(RowTable table, int slot) {
        return java.util.Arrays.copyOfRange(table.values(), slot * DIMS, (slot + 1) * DIMS);
    }

    /** Counts what reaches the truth. */
    private static final class CountingStore implements RowStore {

        private final HeapRowStore rows = new HeapRowStore();
        private int puts;
        private int calls;
        private int reads;

        @Override
        public byte[] get(String key) {
            reads++;
            return rows.get(key);
        }

        @Override
        public void put(String key, byte[] row) {
            puts++;
            rows.put(key, row);
        }

        @Override
        public void putAll(int slice, Map<String, byte[]> some) {
            assertThat(some.keySet()).allMatch(key -> Slices.of(key) == slice);
            puts += some.size();
            calls++;
            rows.putAll(slice, some);
        }

        @Override
        public void remove(String key) {
            rows.remove(key);
        }

        @Override
        public void forEach(int slice, java.util.function.BiConsumer<String, byte[]> visitor) {
            reads++;
            rows.forEach(slice, visitor);
        }

        int size() {
            return rows.size();
        }
    }
}
