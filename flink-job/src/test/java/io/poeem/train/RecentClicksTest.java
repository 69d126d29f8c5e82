package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecentClicksTest {

    private static RecentClicks four(String... clicked) {
        RecentClicks clicks = new RecentClicks(4);
        for (int i = 0; i < clicked.length; i++) {
            clicks.add(clicked[i], 1 + i);
        }
        return clicks;
    }

    private static byte[] bytes(RecentClicks clicks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        clicks.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static RecentClicks read(int most, byte[] bytes) throws IOException {
        RecentClicks clicks = new RecentClicks(most);
        clicks.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        return clicks;
    }

    @Test
    void anItemWeighsWhatItsClicksDoTogether() {
        RecentClicks.Weighted sums = four("b", "a", "b").sums();
        assertThat(sums.items()).containsExactly("b", "a");
        assertThat(sums.weights()).containsExactly(4, 2);
    }

    @Test
    void onlyTheLastOnesCountInTheirOrder() {
        RecentClicks.Weighted sums = four("a", "b", "c", "d", "e", "c").sums();
        assertThat(sums.items()).containsExactly("c", "d", "e");
        assertThat(sums.weights()).containsExactly(9, 4, 5);
    }

    @Test
    void theyGoOnFromTheirBytes() throws IOException {
        RecentClicks clicks = four("a", "b", "c", "d", "e");
        RecentClicks again = read(4, bytes(clicks));
        assertThat(bytes(again)).isEqualTo(bytes(clicks));
        clicks.add("f", 1);
        again.add("f", 1);
        assertThat(again.sums()).usingRecursiveComparison().isEqualTo(clicks.sums());
    }

    @Test
    void aSmallerWindowTakesTheNewest() throws IOException {
        assertThat(read(2, bytes(four("a", "b", "c"))).sums().items()).containsExactly("b", "c");
    }

    @Test
    void bytesThatPromiseMoreThanTheyHoldAreRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> read(4, new byte[] {127, 0, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2130706432 recent clicks or items where 4 bytes remain");
    }
}
