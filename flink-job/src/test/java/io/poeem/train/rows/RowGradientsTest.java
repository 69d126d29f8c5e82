package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowGradientsTest {

    private final TokenTable table = new TokenTable(new HeapRowStore(), new RowInit(1, 2, 1), 2, 10);
    private final RowGradients sums = new RowGradients(2);

    @Test
    void gradientsAreSummedPerRowAndThenLearnedByAdagrad() {
        int a = table.acquire("a", 0);
        int b = table.acquire("b", 0);
        float[] before = table.values().clone();
        sums.begin(2);
        sums.add(table.local(a), 1, new float[] {9, 3, 4}, 1);
        sums.add(table.local(a), 0.5f, new float[] {2, -8}, 0);
        sums.adagrad(table, 0.2f);

        // sums of row a: 3 + 1 = 4 and 4 - 4 = 0
        float accumulator = 0.1f + 16;
        assertThat(table.accumulators()[2 * a]).isEqualTo(accumulator);
        assertThat(table.values()[2 * a]).isEqualTo(before[2 * a] - 0.2f * 4 / (float) Math.sqrt(accumulator));
        assertThat(table.values()[2 * a + 1]).isEqualTo(before[2 * a + 1]);
        assertThat(table.values()[2 * b]).isEqualTo(before[2 * b]);
        assertThat(table.accumulators()[2 * b]).isEqualTo(0.1f);
    }

    @Test
    void aBatchDoesNotSeeTheGradientsOfTheLast() {
        int a = table.acquire("a", 0);
        sums.begin(1);
        sums.add(0, 1, new float[] {1, 1}, 0);
        sums.begin(1);
        float before = table.values()[2 * a];
        sums.adagrad(table, 1);
        assertThat(table.values()[2 * a]).isEqualTo(before);
    }

    @Test
    void bagsGatherMeansAndBringGradientsBackByTheSameShares() {
        int a = table.acquire("a", 0);
        int b = table.acquire("b", 0);
        float[] rows = table.values();
        TokenBags bags = new TokenBags(2);
        bags.add(a, 0.5f);
        bags.add(b, 0.5f);
        assertThat(bags.close()).isTrue();
        assertThat(bags.close()).isFalse();
        bags.drop();
        bags.add(b, 1);
        bags.close();

        float[] out = new float[4];
        bags.addTo(out, table);
        assertThat(out)
                .containsExactly(
                        0.5f * rows[2 * a] + 0.5f * rows[2 * b],
                        0.5f * rows[2 * a + 1] + 0.5f * rows[2 * b + 1],
                        rows[2 * b],
                        rows[2 * b + 1]);

        sums.begin(2);
        bags.addGradients(sums, table, new float[] {2, 4, 10, 20});
        sums.adagrad(table, 0.1f);
        assertThat(table.accumulators()[2 * a]).isEqualTo(0.1f + 1); // 0.5 · 2
        assertThat(table.accumulators()[2 * b]).isEqualTo(0.1f + 11 * 11); // 0.5 · 2 + 10
    }
}
