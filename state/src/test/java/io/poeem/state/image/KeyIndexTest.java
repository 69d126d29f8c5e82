package io.poeem.state.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

    @Test
    void everyKeyIsFoundAndNoOther() {
        String[] keys = new String[5000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "item-%05d".formatted(2 * i);
        }
        KeyIndex index = new KeyIndex(keys);
        for (int i = 0; i < keys.length; i++) {
            assertThat(index.find("item-%05d".formatted(2 * i))).isEqualTo(i);
            assertThat(index.find("item-%05d".formatted(2 * i + 1))).isEqualTo(-1);
        }
        assertThat(new KeyIndex(new String[0]).find("x")).isEqualTo(-1);
    }

    /** "Aa" and "BB" have one hash code, hence so have all strings of ten of them: 1,024 keys of which 32 find a slot. */
    @Test
    void keysOfOneHashCodeAreAllFound() {
        List<String> keys = List.of("");
        for (int i = 0; i < 10; i++) {
            List<String> longer = new ArrayList<>();
            for (String key : keys) {
                longer.add(key + "Aa");
                longer.add(key + "BB");
            }
            keys = longer;
        }
        String[] ascending = keys.stream().sorted().toArray(String[]::new);
        assertThat(keys.stream().map(String::hashCode).distinct()).hasSize(1);
        KeyIndex index = new KeyIndex(ascending);
        for (int i = 0; i < ascending.length; i++) {
            assertThat(index.find(ascending[i])).isEqualTo(i);
        }
        assertThat(index.find("AaAaAaAaAaAaAaAaAaCc")).isEqualTo(-1);
    }
}
