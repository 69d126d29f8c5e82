package io.poeem.train.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UniqueCodesTest {

    @Property
    void whatFitsIsCountedExactly(@ForAll @Size(max = 400) byte[] bytes) {
        UniqueCodes unique = new UniqueCodes();
        Set<ByteBuffer> expected = new HashSet<>();
        for (int at = 0; at + 3 <= bytes.length; at += 3) {
            byte[] code = {(byte) (bytes[at] & 3), (byte) (bytes[at + 1] & 3), (byte) (bytes[at + 2] & 1)};
            unique.add(code[0], code, 1, 2);
            expected.add(ByteBuffer.wrap(code));
        }
        assertThat(unique.count()).isEqualTo(expected.size());
    }

    @Test
    void everyPartOfACodeCounts() {
        UniqueCodes unique = new UniqueCodes();
        for (int c = 0; c < 7; c++) {
            for (int m = 0; m < 64; m++) {
                byte[] code = new byte[64];
                code[m] = (byte) 200;
                unique.add(c, code, 0, 64);
            }
        }
        assertThat(unique.count()).isEqualTo(7 * 64);
    }

    @Test
    void whatDoesNotFitIsEstimatedTheSameInEitherOrder() {
        int codes = 3 * UniqueCodes.MOST;
        UniqueCodes up = new UniqueCodes();
        UniqueCodes down = new UniqueCodes();
        for (int i = 0; i < codes; i++) {
            add(up, i);
            add(up, i / 2);
            add(down, codes - 1 - i);
        }
        assertThat(up.count()).isEqualTo(down.count()).isCloseTo(codes, within((long) (0.015 * codes)));
    }

    private static void add(UniqueCodes unique, int i) {
        unique.add(i >>> 16, new byte[] {(byte) (i >>> 8), (byte) i}, 0, 2);
    }
}
