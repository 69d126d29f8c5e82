package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIndexTest {

    @ParameterizedTest
    @ValueSource(ints = {50, 2_000, 40_000})
    void holdsWhatAMapHoldsThroughRandomAdditionsAndRemovals(int keys) {
        KeyIndex index = new KeyIndex();
        Map<String, Integer> expected = new HashMap<>();
        Random random = new Random(keys);
        for (int i = 0; i < 200_000; i++) {
            String key = "key=" + random.nextInt(keys);
            if (expected.containsKey(key) && random.nextInt(3) > 0) {
                expected.remove(key);
                index.remove(key);
            } else if (!expected.containsKey(key)) {
                expected.put(key, i);
                index.add(key, i);
            }
        }
        assertThat(index.size()).isEqualTo(expected.size());
        for (int id = 0; id < keys; id++) {
            assertThat(index.find("key=" + id)).isEqualTo(expected.getOrDefault("key=" + id, -1));
        }
    }

    @Test
    void findsATokenByItsFieldAndName() {
        KeyIndex index = new KeyIndex();
        Prefix history = new Prefix("hist");
        String longName = "x".repeat(1000);
        index.add("hist=42", 7);
        index.add("hist=" + longName, 8);
        index.add("hist=", 9);

        assertThat(index.find(history, "42")).isEqualTo(7);
        assertThat(index.find(history, longName)).isEqualTo(8);
        assertThat(index.find(history, "")).isEqualTo(9);
        assertThat(index.find(history, "4")).isEqualTo(-1);
        assertThat(index.find(new Prefix("last"), "42")).isEqualTo(-1);
    }

    @Test
    void equalHashesDoNotMakeEqualKeys() {
        KeyIndex index = new KeyIndex();
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        index.add("Aa", 1);
        assertThat(index.find("BB")).isEqualTo(-1);
        index.add("BB", 2);
        index.remove("Aa");
        assertThat(index.find("BB")).isEqualTo(2);
        assertThat(index.find("Aa")).isEqualTo(-1);
    }
}
