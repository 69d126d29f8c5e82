package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashOrderTest {

    @Test
    void theOrderDependsOnTheKeysAlone() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            keys.add("item=" + i);
        }
        String[] sorted = HashOrder.of(keys.toArray(new String[0]));
        Collections.shuffle(keys, new Random(7));
        assertThat(HashOrder.of(keys.toArray(new String[0]))).containsExactly(sorted);
        assertThat(sorted)
                .isSortedAccordingTo(Comparator.comparingInt(String::hashCode).thenComparing(s -> s));
        assertThat(Arrays.asList(sorted)).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void keysOfOneHashGoByText() {
        assertThat("AaBB").hasSameHashCodeAs("BBAa").hasSameHashCodeAs("AaAa");
        assertThat(HashOrder.of(new String[] {"BBAa", "zz", "AaBB", "AaAa"}))
                .containsSubsequence("AaAa", "AaBB", "BBAa")
                .hasSize(4);
    }

    @Test
    void noKeysAreInOrder() {
        assertThat(HashOrder.of(new String[0])).isEmpty();
    }
}
