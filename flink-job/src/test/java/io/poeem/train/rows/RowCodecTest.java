package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that state keeps: golden ones of every version, and every way to be malformed. */
class RowCodecTest {

    /** Version 1: {@code hist=7}, d 2, touched at 1,000,000, used by queries and published. */
    private static final String TOKEN_V1 = "01" + "01" + "03" + "0200" + "40420f0000000000"
            + "0000803f" + "000000c0" // 1, -2
            + "cdcccc3d" + "0000003f"; // 0.1, 0.5

    /** Version 1: an item of d 2, D 2, published and deleted, with two feature tokens. */
    private static final String ITEM_V1 = "01" + "02" + "03" + "0200" + "40420f0000000000"
            + "0000803f" + "000000c0" + "cdcccc3d" + "0000003f"
            + "000000000000f83f" // log count 1.5
            + "05000000" + "0000403f" // list 5, norm 0.75
            + "02" + "01ff" // code (1, 255)
            + "02000000" + "03000000" + "613d62" + "04000000" + "633dc3a9"; // a=b, c=é

    /** Version 2 of the two, and an item of which only the catalogue has spoken. */
    private static final String TOKEN_V2 = v2(TOKEN_V1, "01");

    private static final String ITEM_V2 = v2(ITEM_V1, "03");

    private static final String STUB_V2 =
            "02" + "02" + "00" + "0200" + "0000000000000080" + "00" // never touched, no part
                    + "02000000" + "03000000" + "613d62" + "04000000" + "633dc3a9";

    private static final String NEW_TOKEN_V2 = "02" + "01" + "01" + "0200" + "40420f0000000000" + "00";

    /** Version 3 of all; the item once more with two more numbers. */
    private static final String TOKEN_V3 = v3(TOKEN_V2);

    private static final String ITEM_V3 = v3(ITEM_V2);

    private static final String RICH_ITEM_V3 = richItem();

    private final HeapRowStore store = new HeapRowStore();

    @Test
    void aTokensRowHasTheSpecifiedBytes() {
        TokenTable tokens = tokens();
        int slot = tokens.acquire("hist=7", 1_000_000);
        fill(tokens, slot);
        tokens.usedByQuery(slot);
        tokens.published(slot);
        tokens.flush();

        assertThat(hex(store.get("hist=7"))).isEqualTo(TOKEN_V3);
    }

    @Test
    void anItemsRowHasTheSpecifiedBytes() {
        ItemTable items = items();
        int slot = items.acquire("7", 1_000_000);
        fill(items, slot);
        items.logCount(slot, 1.5);
        items.features(slot, List.of("a=b", "c=é"));
        items.deleted(slot, true);
        items.published(slot, 5, new byte[] {9, 1, -1}, 1, 0.75f);
        items.flush();

        assertThat(hex(store.get("7"))).isEqualTo(ITEM_V3);
    }

    @Test
    void anItemsMoreNumbersAreWrittenAndRead() {
        ItemTable items = items(2);
        int slot = items.acquire("7", 1_000_000);
        fill(items, slot);
        items.logCount(slot, 1.5);
        items.numbers()[items.numbersAt(slot)] = 0.5;
        items.numbers()[items.numbersAt(slot) + 1] = -1;
        items.features(slot, List.of("a=b", "c=é"));
        items.deleted(slot, true);
        items.published(slot, 5, new byte[] {9, 1, -1}, 1, 0.75f);
        items.flush();
        assertThat(hex(store.get("7"))).isEqualTo(RICH_ITEM_V3);

        ItemTable again = items(2);
        again.restore(1, List.of());
        slot = again.peek("7");
        assertThat(again.numbers()[again.numbersAt(slot)]).isEqualTo(0.5);
        assertThat(again.numbers()[again.numbersAt(slot) + 1]).isEqualTo(-1);
        assertThat(again.features(slot)).containsExactly("a=b", "c=é");
        again.forget(slot);
        assertThat(Arrays.copyOf(again.numbers(), 2)).containsOnly(0);
    }

    @Test
    void moreNumbersThanTheModelHasOrFewerAreRefused() {
        store.put("7", bytes(RICH_ITEM_V3));
        for (int numbers : new int[] {0, 1, 3}) {
            ItemTable items = items(numbers);
            items.restore(1, List.of());
            assertThatThrownBy(() -> items.peek("7"))
                    .isInstanceOf(MalformedRow.class)
                    .hasMessageContaining("2 more numbers: the model has " + numbers);
        }
        byte[] row = bytes(RICH_ITEM_V3);
        for (int length = 0; length < row.length; length++) {
            store.put("7", Arrays.copyOf(row, length));
            ItemTable items = items(2);
            items.restore(1, List.of());
            assertThatThrownBy(() -> items.peek("7")).as("%d bytes", length).isInstanceOf(MalformedRow.class);
        }
        row[13] = 5; // more numbers without a history
        refuses(row);
    }

    @Test
    void whatIsAsInANewRowTakesNoBytes() {
        ItemTable items = items();
        items.features(items.acquire("7", RowTable.NEVER), List.of("a=b", "c=é"));
        items.flush();
        assertThat(hex(store.get("7"))).isEqualTo(v3(STUB_V2));

        TokenTable tokens = tokens();
        tokens.usedByQuery(tokens.acquire("hist=7", 1_000_000));
        tokens.flush();
        assertThat(hex(store.get("hist=7"))).isEqualTo(v3(NEW_TOKEN_V2));
    }

    @Test
    void whatTakesNoBytesIsReadAsInANewRow() {
        float[] first = new float[2];
        store.put("7", bytes(STUB_V2));
        ItemTable items = items();
        items.restore(1, List.of());
        items.acquire("another", 1); // the slots are used ones
        items.published(0, 5, new byte[] {1, 1}, 0, 1);
        items.logCount(0, 3);
        items.release();
        items.remove(0);
        int item = items.peek("7");
        new RowInit(1, 2, 1).fill("7", first, 0, 2);
        assertThat(item).isZero();
        assertThat(row(items, item)).isEqualTo(first);
        assertThat(Arrays.copyOf(items.accumulators(), 2)).containsOnly(RowTable.FIRST_ACCUMULATOR);
        assertThat(items.features(item)).containsExactly("a=b", "c=é");
        assertThat(items.lastTouched(item)).isEqualTo(RowTable.NEVER);
        assertThat(items.coarse(item)).isEqualTo(-1);
        assertThat(items.isClicked(item) || items.isPublished(item) || items.isDeleted(item))
                .isFalse();

        store.put("hist=7", bytes(NEW_TOKEN_V2));
        TokenTable tokens = tokens();
        tokens.restore(1, List.of());
        int token = tokens.peek("hist=7");
        new RowInit(1, 2, 1).fill("hist=7", first, 0, 2);
        assertThat(row(tokens, token)).isEqualTo(first);
        assertThat(tokens.isUsedByQuery(token)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aTokensBytesOfEveryVersionAreRead(int version) {
        store.put("hist=7", bytes(version == 1 ? TOKEN_V1 : version == 2 ? TOKEN_V2 : TOKEN_V3));
        TokenTable tokens = tokens();
        tokens.restore(1, List.of());
        int token = tokens.peek("hist=7");
        assertThat(row(tokens, token)).containsExactly(1, -2);
        assertThat(Arrays.copyOf(tokens.accumulators(), 2)).containsExactly(0.1f, 0.5f);
        assertThat(tokens.lastTouched(token)).isEqualTo(1_000_000);
        assertThat(tokens.isUsedByQuery(token) && tokens.isPublished(token)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anItemsBytesOfEveryVersionAreRead(int version) {
        store.put("7", bytes(version == 1 ? ITEM_V1 : version == 2 ? ITEM_V2 : ITEM_V3));
        ItemTable items = items();
        items.restore(1, List.of());
        int item = items.peek("7");
        assertThat(row(items, item)).containsExactly(1, -2);
        assertThat(items.logCount(item)).isEqualTo(1.5);
        assertThat(items.coarse(item)).isEqualTo(5);
        assertThat(items.norm(item)).isEqualTo(0.75f);
        assertThat(Arrays.copyOfRange(items.codes(), item * 2, item * 2 + 2)).containsExactly(1, -1);
        assertThat(items.features(item)).containsExactly("a=b", "c=é");
        assertThat(items.isDeleted(item) && items.isPublished(item) && items.isClicked(item))
                .isTrue();
    }

    @Test
    void whateverIsCutOffOrTooLongIsMalformed() {
        for (String row : List.of(ITEM_V1, ITEM_V2, STUB_V2)) {
            byte[] good = bytes(row);
            for (int length = 0; length < good.length; length++) {
                refuses(Arrays.copyOf(good, length));
            }
            refuses(Arrays.copyOf(good, good.length + 1));
        }
    }

    @Test
    void anotherVersionKindOrShapeIsMalformed() {
        refuses(with(0, 4));
        refuses(with(1, 1));
        refuses(with(3, 3));
        refuses(with(13, 4));
        refuses(with(46, 3));
    }

    @Test
    void lengthsAreCheckedBeforeAnythingIsAllocated() {
        int count = ITEM_V2.indexOf("02000000" + "03000000") / 2;
        refuses(with(count + 3, 0x7f)); // two milliards of tokens
        refuses(with(count + 3, 0xff)); // a negative number of them
        refuses(with(count + 7, 0x7f)); // a token of two milliards of bytes
    }

    private byte[] with(int at, int value) {
        byte[] row = bytes(ITEM_V2);
        row[at] = (byte) value;
        return row;
    }

    private void refuses(byte[] row) {
        store.put("7", row);
        ItemTable items = items();
        items.restore(1, List.of());
        assertThatThrownBy(() -> items.peek("7")).isInstanceOf(MalformedRow.class);
    }

    private TokenTable tokens() {
        return new TokenTable(store, new RowInit(1, 2, 1), 2, 10);
    }

    private ItemTable items() {
        return items(0);
    }

    private ItemTable items(int numbers) {
        return new ItemTable(store, new RowInit(1, 2, 1), 2, 2, numbers, 10);
    }

    private static void fill(RowTable table, int slot) {
        table.values()[2 * slot] = 1;
        table.values()[2 * slot + 1] = -2;
        table.accumulators()[2 * slot + 1] = 0.5f;
    }

    private static float[] row(RowTable table, int slot) {
        return Arrays.copyOfRange(table.values(), 2 * slot, 2 * slot + 2);
    }

    private static String v3(String v2) {
        return "03" + v2.substring(2);
    }

    /** With the numbers 0.5 and -1 between the code and the feature tokens. */
    private static String richItem() {
        String numbers = "02" + "000000000000e03f" + "000000000000f0bf";
        int features = ITEM_V3.indexOf("02000000" + "03000000");
        String item = ITEM_V3.substring(0, features) + numbers + ITEM_V3.substring(features);
        return item.substring(0, 26) + "07" + item.substring(28);
    }

    private static String v2(String v1, String parts) {
        return "02" + v1.substring(2, 26) + parts + v1.substring(26);
    }

    private static String hex(byte[] row) {
        return HexFormat.of().formatHex(row);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
