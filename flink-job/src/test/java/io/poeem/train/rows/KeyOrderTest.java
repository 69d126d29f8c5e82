package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static final String[] PIECES = {
        "", "a", "b", "hist=", "\u0000", "\u007f", "\u00fe", "\u00ff", "\u0100", "\u65e5", "\ud83c\udfac", "12345678"
    };

    @Test
    void isThatOfStringsWhateverTheirCharactersAndLengths() {
        Random random = new Random(1);
        TreeSet<String> sorted = new TreeSet<>();
        while (sorted.size() < 5000) {
            StringBuilder key = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                key.append(PIECES[random.nextInt(PIECES.length)]);
            }
            sorted.add(key.toString());
        }
        List<String> keys = new ArrayList<>(sorted);
        Collections.shuffle(keys, random);
        KeyOrder order = new KeyOrder();
        for (int round = 0; round < 2; round++) {
            order.clear();
            for (int i = 0; i < keys.size(); i++) {
                order.add(keys.get(i), i);
            }
            order.sort();
            List<String> found = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                found.add(keys.get(order.row(i)));
            }
            assertThat(found).containsExactlyElementsOf(sorted);
        }
    }
}
