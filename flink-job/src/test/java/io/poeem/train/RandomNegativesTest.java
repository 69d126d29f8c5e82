package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Item;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowInit;
import io.poeem.train.rows.RowTable;
import io.poeem.train.rows.TokenTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomNegativesTest {

    private static final int N = 100;

    private final LearnerOptions options = LearnerOptions.defaults()
            .with(new LearnerOptions.Model(4, 2, 4, 2, 10, 1))
            .with(new LearnerOptions.Sampling(false, BiasOptions.none(), N));
    private final ItemTable items = new ItemTable(new HeapRowStore(), new RowInit(1, 4, 1), 4, 2, 0, 100_000);
    private final TokenTable tokens = new TokenTable(new HeapRowStore(), new RowInit(2, 4, 1), 4, 10);
    private final RandomNegatives negatives = new RandomNegatives(N, 1);

    private void offer(int from, int to) {
        for (int i = from; i < to; i++) {
            String item = "i" + i;
            items.logCount(items.acquire(item, 0), 0);
            negatives.offer(item);
        }
        items.release();
    }

    /** The numbers of the items drawn for one batch. */
    private int[] draw(RandomNegatives from, long step) {
        Batch batch = new Batch(options, items, tokens);
        from.draw(step, items, batch);
        int[] drawn = new int[batch.candidates()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Integer.parseInt(items.key(batch.itemIds()[i]).substring(1));
        }
        items.release();
        return drawn;
    }

    @Test
    void everyItemEverClickedIsAsLikelyHoweverLateItCame() {
        int n = 3 * RandomNegatives.POOL;
        offer(0, n);
        int[] thirds = new int[3];
        for (int step = 0; step < 200; step++) {
            for (int item : draw(negatives, step)) {
                thirds[item * 3 / n]++;
            }
        }
        for (int third : thirds) {
            assertThat(third / 20_000.0).isCloseTo(1 / 3.0, within(0.015));
        }
        assertThat(negatives.share()).isEqualTo(1.0 / n);
    }

    @Test
    void aDrawFollowsFromTheStepAlone() {
        offer(0, 500);
        int[] first = draw(negatives, 7);
        assertThat(draw(negatives, 8)).isNotEqualTo(first);
        assertThat(draw(negatives, 7)).hasSize(N).isEqualTo(first);
    }

    @Test
    void whatIsDeletedForgottenOrGoneIsDrawnNoMore() {
        offer(0, 9);
        items.deleted(items.peek("i0"), true);
        items.forget(items.peek("i1"));
        items.remove(items.peek("i2"));
        items.release();
        for (int step = 0; step < 50; step++) {
            assertThat(draw(negatives, step)).doesNotContain(0, 1, 2);
        }
        assertThat(draw(negatives, 50)).hasSize(N);
    }

    @Test
    void goesOnFromItsBytes() throws IOException {
        offer(0, 50);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        negatives.write(new DataOutputStream(bytes));
        RandomNegatives other = new RandomNegatives(N, 1);
        other.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(draw(other, 3)).isEqualTo(draw(negatives, 3));
        assertThat(other.share()).isEqualTo(negatives.share());

        byte[] huge = bytes.toByteArray();
        huge[8] = 0x7f;
        assertThatThrownBy(() -> new RandomNegatives(N, 1).read(new DataInputStream(new ByteArrayInputStream(huge))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anItemOutsideOfTheBatchLearnsWithItsFeaturesAndIsNotTouched() {
        Learner learner = new Learner(options, new HeapRowStore(), new HeapRowStore());
        learner.catalogue(Item.newBuilder()
                .setId("outside")
                .setFeatures(List.of("genre=Drama"))
                .build());
        learner.train(List.of(Examples.click("u", "outside", 0, "h"), Examples.click("v", "a", 0, "g")));
        ItemTable table = learner.items();
        table.clearTouched();
        float[] before = accumulators(table, "outside");
        float[] feature = accumulators(learner.tokens(), "genre=Drama");
        learner.train(List.of(Examples.click("u", "a", 1, "h"), Examples.click("v", "b", 1, "g")));

        assertThat(accumulators(table, "outside")).isNotEqualTo(before);
        assertThat(accumulators(learner.tokens(), "genre=Drama")).isNotEqualTo(feature);
        assertThat(table.touchedKeys()).containsExactly("a", "b");
    }

    private static float[] accumulators(RowTable table, String key) {
        int slot = table.peek(key);
        float[] row = java.util.Arrays.copyOfRange(table.accumulators(), 4 * slot, 4 * slot + 4);
        table.release();
        return row;
    }
}
