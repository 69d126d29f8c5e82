package io.poeem.train.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MergeTest {

    private static final int WIDTH = 3;
    private static final int ROOMY = 1 << 20;
    private static final byte[] NOTHING = {'P', 'M', 'G', 1};

    private record Row(int count, long time, int flags, float[] values) {}

    private static byte[] payload(Table table, TreeMap<Long, Row> rows) {
        return whole(out -> write(table, rows, out));
    }

    private static void write(Table table, TreeMap<Long, Row> rows, PayloadWriter out) {
        out.table(table, WIDTH);
        rows.forEach((number, row) -> {
            byte[] key = key(number);
            out.row(number, key, 0, key.length, row.count, row.time, (byte) row.flags);
            out.put(row.values, 0, WIDTH);
        });
    }

    private static List<byte[]> payloads(int most, Consumer<PayloadWriter> content) {
        List<byte[]> payloads = new ArrayList<>();
        PayloadWriter out = new PayloadWriter(most, payloads::add);
        content.accept(out);
        out.flush();
        return payloads;
    }

    /** In one payload, which holds nothing where there is nothing. */
    private static byte[] whole(Consumer<PayloadWriter> content) {
        List<byte[]> payloads = payloads(ROOMY, content);
        assertTrue(payloads.size() <= 1);
        return payloads.isEmpty() ? NOTHING : payloads.get(0);
    }

    private static byte[] key(long number) {
        return ("k" + number).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] one(Table table, long number, int count, float... values) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        rows.put(number, new Row(count, 5, 0, values));
        return payload(table, rows);
    }

    private static List<byte[]> merge(int most, byte[]... contributions) {
        return mergePieces(most, Arrays.stream(contributions).map(List::of).toList());
    }

    private static List<byte[]> mergePieces(int most, List<List<byte[]>> contributions) {
        List<byte[]> merged = new ArrayList<>();
        Merge.run(0, contributions, most, merged::add);
        return merged;
    }

    private static TreeMap<Long, Row> read(List<byte[]> payloads, Table table) {
        TreeMap<Long, Row> all = new TreeMap<>();
        for (byte[] payload : payloads) {
            Payload.of(payload).rows(table).ifPresent(rows -> {
                while (rows.next()) {
                    float[] values = new float[rows.width()];
                    rows.get(0, values, 0, values.length);
                    byte[] key = Arrays.copyOfRange(rows.bytes(), rows.keyAt(), rows.keyAt() + rows.keyLength());
                    assertArrayEquals(key(rows.number()), key);
                    Row row = new Row(rows.count(), rows.time(), rows.flags(), values);
                    assertEquals(null, all.put(rows.number(), row), "each row once");
                }
            });
        }
        return all;
    }

    private static TreeMap<Long, Row> random(Random random) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (int n = random.nextInt(40); n > 0; n--) {
            float[] values = new float[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                values[i] = (float) random.nextGaussian();
            }
            Row row = new Row(1 + random.nextInt(9), random.nextInt(100), random.nextInt(4), values);
            rows.put((long) random.nextInt(50), row);
        }
        return rows;
    }

    @Property(tries = 200)
    void aMergedRowIsTheMeanByWhatEachWasLearnedFrom(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int shards) {
        Random random = new Random(seed);
        List<TreeMap<Long, Row>> parts = new ArrayList<>();
        byte[][] contributions = new byte[shards][];
        for (int shard = 0; shard < shards; shard++) {
            parts.add(random(random));
            contributions[shard] = payload(Table.TOKENS, parts.get(shard));
        }
        TreeMap<Long, Row> merged = read(merge(ROOMY, contributions), Table.TOKENS);
        for (long number = 0; number < 50; number++) {
            long wanted = number;
            List<Row> of = parts.stream()
                    .map(part -> part.get(wanted))
                    .filter(row -> row != null)
                    .toList();
            assertEquals(!of.isEmpty(), merged.containsKey(number));
            if (!of.isEmpty()) {
                assertIsMean(of, merged.get(number));
            }
        }
    }

    private static void assertIsMean(List<Row> of, Row mean) {
        int count = of.stream().mapToInt(Row::count).sum();
        assertEquals(count, mean.count);
        assertEquals(of.stream().mapToLong(Row::time).max().orElseThrow(), mean.time);
        assertEquals(of.stream().mapToInt(Row::flags).reduce(0, (a, b) -> a | b), mean.flags);
        for (int i = 0; i < WIDTH; i++) {
            int at = i;
            double sum = of.stream()
                    .mapToDouble(row -> (double) row.count * row.values[at])
                    .sum();
            double least = of.stream().mapToDouble(row -> row.values[at]).min().orElseThrow();
            double most = of.stream().mapToDouble(row -> row.values[at]).max().orElseThrow();
            assertEquals(sum / count, mean.values[i], 1e-6);
            assertTrue(mean.values[i] >= least - 1e-6 && mean.values[i] <= most + 1e-6, "between its parts");
            if (of.size() == 1) {
                assertEquals(of.get(0).values[i], mean.values[i], "one alone moves fully");
            }
        }
    }

    @Property(tries = 100)
    void howAMergeIsSplitDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 100, max = 600) int most) {
        Random random = new Random(seed);
        byte[][] contributions = {payload(Table.COARSE, random(random)), payload(Table.COARSE, random(random))};
        List<byte[]> split = merge(most, contributions);
        assertTrue(split.stream().allMatch(payload -> payload.length <= most));
        List<byte[]> whole = merge(ROOMY, contributions);
        assertEquals(text(read(whole, Table.COARSE)), text(read(split, Table.COARSE)));
        List<byte[]> again = merge(most, contributions);
        for (int i = 0; i < split.size(); i++) {
            assertArrayEquals(split.get(i), again.get(i), "the same bytes again");
        }
    }

    @Property(tries = 200)
    void howContributionsAreSplitDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 100, max = 600) int most) {
        Random random = new Random(seed);
        List<List<byte[]>> split = new ArrayList<>();
        List<List<byte[]>> whole = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            int number = shard;
            TreeMap<Long, Row> tokens = random(random);
            TreeMap<Long, Row> coarse = random(random);
            byte[] report = new byte[random.nextInt(40)];
            Consumer<PayloadWriter> content = out -> {
                write(Table.TOKENS, tokens, out);
                write(Table.COARSE, coarse, out);
                out.report(number, report);
            };
            split.add(payloads(most, content));
            whole.add(payloads(ROOMY, content));
        }
        assertTrue(split.stream().flatMap(List::stream).allMatch(payload -> payload.length <= most));
        assertTrue(whole.stream().allMatch(payloads -> payloads.size() == 1));
        List<byte[]> expected = mergePieces(ROOMY, whole);
        List<byte[]> merged = mergePieces(ROOMY, split);
        assertEquals(expected.size(), merged.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), merged.get(i));
        }
    }

    @Test
    void piecesInTheWrongOrderAreRefused() {
        byte[] second = one(Table.TOKENS, 2, 1, 1, 2, 3);
        byte[] first = one(Table.TOKENS, 1, 1, 1, 2, 3);
        mergePieces(ROOMY, List.of(List.of(first, second)));
        assertThrows(MalformedPayload.class, () -> mergePieces(ROOMY, List.of(List.of(second, first))));
        assertThrows(MalformedPayload.class, () -> mergePieces(ROOMY, List.of(List.of(first, first))));
    }

    private static String text(TreeMap<Long, Row> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach((number, row) -> text.append(number)
                .append(' ')
                .append(row.count)
                .append(Arrays.toString(row.values))
                .append('\n'));
        return text.toString();
    }

    @Test
    void whatIsNotFiniteCountsNothing() {
        byte[] good = one(Table.TOKENS, 1, 2, 1, 2, 3);
        byte[] bad = one(Table.TOKENS, 1, 100, 1, Float.NaN, 3);
        byte[] worse = one(Table.TOKENS, 1, 100, 1, 2, Float.NEGATIVE_INFINITY);
        assertArrayEquals(
                new float[] {1, 2, 3},
                read(merge(ROOMY, bad, good, worse), Table.TOKENS).get(1L).values);
    }

    @Test
    void whereNothingIsFiniteAllReplicasGetTheSame() {
        byte[] bad = one(Table.TOKENS, 1, 100, 1, Float.NaN, 3);
        byte[] worse = one(Table.TOKENS, 1, 100, 7, 2, Float.NEGATIVE_INFINITY);
        assertEquals(1, read(merge(ROOMY, bad, worse), Table.TOKENS).get(1L).values[0]);
    }

    @Test
    void gradientsAreSummed() {
        byte[] a = one(Table.ROTATION, 1, 2, 1, 2, 3);
        byte[] b = one(Table.ROTATION, 1, 5, 10, 20, 30);
        assertArrayEquals(
                new float[] {11, 22, 33},
                read(merge(ROOMY, a, b), Table.ROTATION).get(1L).values);
    }

    @Test
    void ofRevivedCentroidsTheLowestShardsIsTaken() {
        TreeMap<Long, Row> revived = new TreeMap<>();
        revived.put(1L, new Row(1, 5, PayloadWriter.WINS, new float[] {7, 7, 7}));
        byte[] a = one(Table.COARSE, 1, 9, 1, 2, 3);
        byte[] b = payload(Table.COARSE, revived);
        revived.put(1L, new Row(1, 5, PayloadWriter.WINS, new float[] {8, 8, 8}));
        assertEquals(
                7,
                read(merge(ROOMY, a, b, payload(Table.COARSE, revived)), Table.COARSE)
                        .get(1L)
                        .values[0]);
    }

    @Test
    void reportsPassInTheirOrder() {
        List<byte[]> contributions = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            int number = shard;
            contributions.add(whole(out -> out.report(number, new byte[] {(byte) number, 9})));
        }
        List<Payload.Report> reports = merge(ROOMY, contributions.toArray(new byte[0][])).stream()
                .flatMap(payload -> Payload.of(payload).reports().stream())
                .toList();
        assertEquals(
                List.of(0, 1, 2), reports.stream().map(Payload.Report::shard).toList());
        assertArrayEquals(new byte[] {2, 9}, reports.get(2).bytes());
    }

    @Test
    void aRowThatNoPayloadHoldsIsRefused() {
        byte[] row = one(Table.TOKENS, 1, 2, 1, 2, 3);
        assertThrows(MalformedPayload.class, () -> merge(32, row));
    }

    @Test
    void rowsOfDifferentWidthsAreRefused() {
        byte[] wide = whole(out -> {
            out.table(Table.TOKENS, WIDTH + 1);
            out.row(3, 1);
            out.put(new float[WIDTH + 1], 0, WIDTH + 1);
        });
        byte[] narrow = one(Table.TOKENS, 1, 2, 1, 2, 3);
        assertThrows(MalformedPayload.class, () -> merge(ROOMY, narrow, wide));
        assertThrows(MalformedPayload.class, () -> mergePieces(ROOMY, List.of(List.of(narrow, wide))));
    }

    @Test
    void aTableWithoutRowsIsLeftOut() {
        byte[] payload = whole(out -> {
            out.table(Table.COARSE, 1000);
            out.table(Table.SUBSPACES, 1000);
            out.report(0, new byte[] {1});
        });
        assertEquals(List.of(), Payload.of(payload).tables());
        assertEquals(List.of(), payloads(ROOMY, out -> out.table(Table.COARSE, 1000)));
    }

    @Test
    void rowsOutOfOrderAreRefused() {
        byte[] payload = whole(out -> {
            out.table(Table.TOKENS, 0);
            out.row(2, 1);
            out.row(1, 1);
        });
        assertThrows(MalformedPayload.class, () -> Payload.of(payload));
    }

    @Test
    void lengthsAreCheckedBeforeAnythingIsMadeOfThem() {
        byte[] payload = one(Table.TOKENS, 1, 2, 1, 2, 3);
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        for (int at : new int[] {12, 16}) { // floats per row, rows
            int before = bytes.getInt(at);
            for (int lie : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1 << 29, before + 1}) {
                bytes.putInt(at, lie);
                assertThrows(MalformedPayload.class, () -> Payload.of(payload), at + ": " + lie);
            }
            bytes.putInt(at, before);
        }
        assertEquals(1, Payload.of(payload).tables().size());
    }

    @Property(tries = 300)
    void bytesThatAreNoPayloadAreRefusedAndNothingElseHappens(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] payload = whole(out -> {
            out.table(Table.TOKENS, WIDTH);
            for (int i = 0; i < 5; i++) {
                out.row(i, key(i), 0, 2, 1 + i, i, (byte) 0);
                out.put(new float[WIDTH], 0, WIDTH);
            }
            out.report(0, new byte[] {1, 2, 3});
        });
        byte[] torn = Arrays.copyOf(payload, random.nextInt(payload.length + 1));
        for (int flips = random.nextInt(4); flips > 0 && torn.length > 0; flips--) {
            torn[random.nextInt(torn.length)] ^= (byte) (1 << random.nextInt(8));
        }
        try {
            Payload read = Payload.of(torn);
            merge(ROOMY, torn);
            assertTrue(read.tables().size() <= 9);
        } catch (MalformedPayload e) {
            assertTrue(e.getMessage().length() < 300, e.getMessage());
        }
    }
}
