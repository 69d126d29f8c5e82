package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random lives of a table: whatever is cached, and wherever it is flushed and taken up again, the rows are the same. */
class RowTableTraceTest {

    private static final int DIMS = 4;
    private static final int STEPS = 400;

    @ParameterizedTest(name = "cache of {0}, seed {1}")
    @CsvSource({"1, 1", "3, 2", "3, 3", "17, 4", "100, 5", "1000, 6"})
    void aSmallCacheGivesTheRowsOfAnUnlimitedOne(int capacity, long seed) {
        List<String> unlimited = live(1_000_000, seed, new Random(0), 0);
        assertThat(live(capacity, seed, new Random(seed), 0)).isEqualTo(unlimited);
        assertThat(live(capacity, seed, new Random(seed), 20)).isEqualTo(unlimited);
    }

    /** Runs a trace; the log is what was visited and, at the end, all that is kept. Interruptions have a source of their own. */
    private static List<String> live(int capacity, long seed, Random interruptions, int percent) {
        Random random = new Random(seed);
        HeapRowStore store = new HeapRowStore();
        ItemTable table = table(store, capacity);
        RowGradients sums = new RowGradients(DIMS);
        List<String> log = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(20) == 0) {
                sweep(table, random.nextLong(), random.nextInt(STEPS), log);
                table.clearTouched();
            } else {
                batch(table, sums, random, step);
            }
            if (interruptions.nextInt(100) < percent) {
                table.flush();
            }
            if (interruptions.nextInt(100) < percent) {
                table.flush();
                ItemTable next = table(store, capacity);
                next.restore(table.size(), Arrays.asList(table.touchedKeys()));
                table = next;
            }
        }
        table.flush();
        log.addAll(Arrays.asList(table.touchedKeys()));
        log.addAll(content(store));
        return log;
    }

    private static void batch(ItemTable table, RowGradients sums, Random random, int step) {
        float[] gradient = new float[DIMS];
        int rows = 1 + random.nextInt(40);
        int[] slots = new int[rows];
        for (int i = 0; i < rows; i++) {
            int zipf = (int) Math.exp(random.nextDouble() * Math.log(500));
            slots[i] = table.acquire(Integer.toString(zipf), step);
            table.logCount(slots[i], step + 0.5);
            if (random.nextInt(10) == 0) {
                table.features(slots[i], List.of("a=" + step, "b=" + i));
            }
        }
        sums.begin(table.pinnedCount());
        for (int slot : slots) {
            for (int i = 0; i < DIMS; i++) {
                gradient[i] = random.nextFloat() - 0.5f;
            }
            sums.add(table.local(slot), 0.5f, gradient, 0);
        }
        sums.adagrad(table, 0.1f);
        table.release();
    }

    private static void sweep(ItemTable table, long wanted, int expired, List<String> log) {
        table.sweep(wanted, (slots, n) -> {
            for (int i = 0; i < n; i++) {
                int slot = slots[i];
                log.add(table.key(slot) + " " + table.lastTouched(slot) + " " + table.isTouched(slot) + " "
                        + table.values()[slot * DIMS] + " " + Arrays.toString(table.features(slot)));
                if (table.lastTouched(slot) < expired - 200) {
                    table.remove(slot);
                } else {
                    table.published(slot, expired, new byte[] {(byte) expired, 1}, 0, expired);
                }
            }
        });
    }

    private static List<String> content(HeapRowStore store) {
        TreeMap<String, String> rows = new TreeMap<>();
        for (int slice = 0; slice < Slices.COUNT; slice++) {
            store.forEach(slice, (key, row) -> rows.put(key, HexFormat.of().formatHex(row)));
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((key, row) -> lines.add(key + " " + row));
        return lines;
    }

    private static ItemTable table(RowStore store, int capacity) {
        return new ItemTable(store, new RowInit(9, DIMS, 1), DIMS, 2, 0, capacity);
    }
}
