package io.poeem.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AccidentalHitsTest {

    @Property
    void everyOtherRowOfTheSameIdIsMarked(@ForAll @Size(min = 1, max = 50) @IntRange(min = -5, max = 5) int[] small) {
        check(small);
        check(Arrays.stream(small).map(i -> i * 0x10001).toArray());
    }

    @Property(tries = 20)
    void idsMayBeAnyInts(@ForAll @Size(min = 1, max = 50) int[] ids) {
        check(ids);
    }

    private static void check(int[] ids) {
        AccidentalHits hits = new AccidentalHits(ids.length);
        hits.load(ids, ids.length);
        for (int i = 0; i < ids.length; i++) {
            float[] row = new float[ids.length + 2];
            hits.mark(i, row, 1, 9);
            for (int j = 0; j < ids.length; j++) {
                assertThat(row[1 + j]).isEqualTo(j != i && ids[j] == ids[i] ? 9 : 0);
            }
        }
    }
}
