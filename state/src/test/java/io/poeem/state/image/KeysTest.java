package io.poeem.state.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Keys through any history: each has the number that it was given, versions before stay as they were, and the order is Java's. */
class KeysTest {

    private static final String[] STARTS = {
        "", "a", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\ud83d\ude00", "a\ud83d\ude00"
    };

    @Property(tries = 100)
    void throughAnyHistoryKeysKeepTheirNumbers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int versions) {
        Random random = new Random(seed);
        Map<String, Integer> truth = new HashMap<>();
        Keys keys = Keys.empty();
        for (int version = 0; version < versions; version++) {
            Keys before = keys;
            Map<String, Integer> then = Map.copyOf(truth);
            keys = change(keys, truth, random);
            requireSame(keys, truth);
            requireSame(before, then);
        }
    }

    private static Keys change(Keys keys, Map<String, Integer> truth, Random random) {
        Keys.Edit edit = keys.edit();
        for (int i = random.nextInt(300); i > 0; i--) {
            String key = key(random);
            int number = keys.find(key);
            if (number >= 0 && truth.remove(key) != null) {
                edit.remove(number);
            }
        }
        for (int i = random.nextInt(300); i > 0; i--) {
            String key = key(random);
            if (keys.find(key) < 0 && !truth.containsKey(key)) {
                truth.put(key, edit.add(key));
            }
        }
        return edit.done();
    }

    private static String key(Random random) {
        return STARTS[random.nextInt(STARTS.length)] + random.nextInt(200);
    }

    private static void requireSame(Keys keys, Map<String, Integer> truth) {
        assertThat(keys.size()).isEqualTo(truth.size());
        truth.forEach((key, number) -> {
            assertThat(keys.find(key)).isEqualTo(number);
            assertThat(keys.key(number)).isEqualTo(key);
        });
        assertThat(keys.find("no such key")).isEqualTo(-1);
        assertThat(IntStream.of(keys.ascending()).mapToObj(keys::key))
                .containsExactlyElementsOf(new TreeSet<>(truth.keySet()));
    }

    @Test
    void asManyKeysAsFillManyPagesAreFound() {
        Keys.Edit edit = Keys.empty().edit();
        for (int i = 0; i < 100_000; i++) {
            assertThat(edit.add("key-" + i)).isEqualTo(i);
        }
        Keys keys = edit.done();
        for (int i = 0; i < 100_000; i++) {
            assertThat(keys.find("key-" + i)).isEqualTo(i);
        }
        assertThat(keys.find("key-100000")).isEqualTo(-1);
    }

    @Test
    void keysThatAreNoTextAreRefused() {
        Keys.Edit edit = Keys.empty().edit();
        edit.add("half \ud83d");
        assertThatThrownBy(edit::done)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }
}
