package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Example;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Item;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.RowTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerTest {

    private static final int DIMS = 16;

    private static LearnerOptions options() {
        return LearnerOptions.defaults()
                .with(new LearnerOptions.Model(DIMS, 2, 4, 2, 10, 1))
                .with(new LearnerOptions.Batch(8, true))
                .with(new LearnerOptions.Schedule(16, 24))
                .with(new LearnerOptions.Codebooks(
                        CodebookOptions.defaults().with(CodebookOptions.Rule.ADAGRAD), false));
    }

    private static Learner learner(LearnerOptions options) {
        return new Learner(options, new HeapRowStore(), new HeapRowStore());
    }

    private static float[] row(RowTable table, String key) {
        int slot = table.peek(key);
        assertThat(slot).as(key).isNotNegative();
        float[] row = Arrays.copyOfRange(table.values(), slot * DIMS, (slot + 1) * DIMS);
        table.release();
        return row;
    }

    private static List<Example> eight(int from) {
        List<Example> batch = new ArrayList<>();
        for (int i = from; i < from + 8; i++) {
            batch.add(Examples.click("u" + i, "i" + i % 5, i, "h" + i % 7));
        }
        return batch;
    }

    @Test
    void warmsUpCollectsAndThenLearnsTheIndexForEver() {
        Learner learner = learner(options());
        List<Phase> phases = new ArrayList<>();
        for (int batch = 0; batch < 7; batch++) {
            phases.add(learner.phase());
            learner.train(eight(8 * batch));
        }
        assertThat(phases)
                .containsExactly(
                        Phase.WARM_UP,
                        Phase.WARM_UP,
                        Phase.COLLECT,
                        Phase.COLLECT,
                        Phase.COLLECT,
                        Phase.JOINT,
                        Phase.JOINT);
    }

    @Test
    void aClickWithoutAQueryMakesItsItemPopularAndTrainsNothing() {
        Learner learner = learner(options());
        learner.train(List.of(Examples.click("u", "a", 0), Examples.click("v", "b", 0)));

        assertThat(learner.tokens().size()).isZero();
        assertThat(learner.items().isClicked(learner.items().peek("a"))).isTrue();
        assertThat(row(learner.items(), "a")).isEqualTo(row(fresh("a").items(), "a"));
        assertThat(learner.phase()).isEqualTo(Phase.WARM_UP);
    }

    @Test
    void aPoisonedModelIsHeldBackWithTheReasonAndTheNextGoodVersionHoldsEverything() {
        Learner poisoned = learner(options());
        Learner healthy = learner(options());
        for (Learner learner : List.of(poisoned, healthy)) {
            for (int batch = 0; batch < 7; batch++) {
                learner.train(eight(8 * batch));
            }
        }
        float good = poisoned.codebooks().coarse()[3];
        poisoned.codebooks().coarse()[3] = Float.NaN;
        List<IndexChunk> chunks = new ArrayList<>();
        assertThat(poisoned.publish(1, 1_000, writer(chunks))).isEmpty();
        assertThat(chunks).isEmpty();
        assertThat(poisoned.heldBack()).hasValue("the coarse centroids hold NaN at 3");

        poisoned.codebooks().coarse()[3] = good;
        List<IndexChunk> expected = new ArrayList<>();
        assertThat(poisoned.publish(1, 1_000, writer(chunks))).isPresent();
        assertThat(poisoned.heldBack()).isEmpty();
        healthy.publish(1, 1_000, writer(expected));
        assertThat(chunks).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void aPoisonedRowReachesNoOtherRow() {
        Learner learner = learner(options());
        for (int batch = 0; batch < 7; batch++) {
            learner.train(eight(8 * batch));
        }
        float[] before = row(learner.items(), "i1");
        int slot = learner.tokens().peek("hist=h1");
        learner.tokens().values()[slot * DIMS] = Float.NaN;
        learner.tokens().release();
        learner.train(eight(56));
        assertThat(learner.skippedBatches()).isEqualTo(1);
        assertThat(row(learner.items(), "i1")).isEqualTo(before);
    }

    private static VersionWriter writer(List<IndexChunk> chunks) {
        return new VersionWriter("i", 1, 0, new Shape(DIMS, 2, 2, 4), 100_000, chunks::add);
    }

    /** A learner that knows the item from the catalogue alone. */
    private static Learner fresh(String item) {
        Learner learner = learner(options());
        learner.catalogue(Item.newBuilder().setId(item).build());
        return learner;
    }

    @Test
    void twoPairsAreDrawnTogetherAndApartFromEachOther() {
        Learner learner = learner(options());
        List<Example> pairs = List.of(Examples.click("u", "a", 0, "x"), Examples.click("v", "b", 0, "y"));
        for (int i = 0; i < 200; i++) {
            learner.train(pairs);
        }
        float[] x = query(learner, "x");
        double apart = cosine(x, row(learner.items(), "a")) - cosine(x, row(learner.items(), "b"));
        assertThat(apart).isGreaterThan(0.5);
    }

    private static float[] query(Learner learner, String item) {
        float[] sum = row(learner.tokens(), "hist=" + item);
        float[] last = row(learner.tokens(), "last=" + item);
        for (int i = 0; i < DIMS; i++) {
            sum[i] += last[i];
        }
        return sum;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }

    @Test
    void aBatchThatIsNotFiniteIsSkippedAndPoisonsNothing() {
        Learner learner = learner(options());
        learner.train(eight(0));
        float[] before = row(learner.items(), "i1");
        float[] token = row(learner.tokens(), "hist=h1");
        for (float weight : new float[] {Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN, 1e25f}) {
            List<Example> batch = new ArrayList<>(eight(0).subList(0, 7));
            batch.add(Examples.weighted("u9", "i9", 9, weight, "h1"));
            learner.train(batch);
        }
        assertThat(learner.skippedBatches()).isEqualTo(4);
        assertThat(row(learner.items(), "i1")).isEqualTo(before);
        assertThat(row(learner.tokens(), "hist=h1")).isEqualTo(token);

        learner.train(eight(0));
        assertThat(row(learner.items(), "i1")).isNotEqualTo(before);
    }

    @Test
    void aClickOfWeightTwoTeachesAsTwoDo() {
        // Adagrad from its first step: g/√(0.1 + g²) of a doubled g
        float[] one = gradient(1);
        float[] two = gradient(2);
        for (int i = 0; i < DIMS; i++) {
            assertThat(two[i]).isCloseTo(2 * one[i], within(1e-4f + 1e-3f * Math.abs(one[i])));
        }
        assertThat(one).isNotEqualTo(new float[DIMS]);
        assertThat(gradient(0)).isEqualTo(new float[DIMS]);
    }

    /** The magnitude of the gradient of x's history row after one batch, from Adagrad's accumulator. */
    private static float[] gradient(float weight) {
        Learner learner = learner(options());
        learner.train(List.of(Examples.weighted("u", "a", 0, weight, "x"), Examples.weighted("v", "b", 0, 0, "y")));
        int slot = learner.tokens().peek("hist=x");
        float[] gradient = new float[DIMS];
        for (int i = 0; i < DIMS; i++) {
            gradient[i] = (float) Math.sqrt(
                    Math.max(0, learner.tokens().accumulators()[slot * DIMS + i] - RowTable.FIRST_ACCUMULATOR));
        }
        return gradient;
    }

    @Test
    void aUsersOtherItemIsNoNegativeUnlessAskedFor() {
        List<Example> sameUser = List.of(Examples.click("u", "a", 0, "x"), Examples.click("u", "b", 0, "y"));
        Learner masked = learner(options());
        masked.train(sameUser);
        assertThat(row(masked.items(), "a")).isEqualTo(row(fresh("a").items(), "a"));

        Learner unmasked = learner(options().with(new LearnerOptions.Batch(8, false)));
        unmasked.train(sameUser);
        assertThat(row(unmasked.items(), "a")).isNotEqualTo(row(fresh("a").items(), "a"));
    }

    @Test
    void featuresOfTheCatalogueLearnWithTheirItems() {
        Learner learner = learner(options());
        learner.catalogue(Item.newBuilder()
                .setId("a")
                .setFeatures(List.of("genre=Drama", "genre=Crime"))
                .build());
        learner.train(List.of(Examples.click("u", "a", 0, "x"), Examples.click("v", "b", 0, "y")));

        int slot = learner.tokens().peek("genre=Drama");
        assertThat(learner.tokens().accumulators()[slot * DIMS]).isGreaterThan(RowTable.FIRST_ACCUMULATOR);
        assertThat(learner.tokens().isUsedByQuery(slot)).isFalse();
        assertThat(learner.items().isClicked(learner.items().peek("a"))).isTrue();
        assertThat(fresh("a").items().isClicked(fresh("a").items().peek("a"))).isFalse();
    }

    @Test
    void aBatchBeyondItsSizeIsRefused() {
        Learner learner = learner(options());
        List<Example> nine = new ArrayList<>(eight(0));
        nine.add(Examples.click("u", "a", 0, "x"));
        assertThatThrownBy(() -> learner.train(nine)).hasMessageContaining("batch.size = 8");
    }

    @Test
    void stateOfAnotherShapeOrCutOffIsRefused() {
        Learner learner = learner(options());
        learner.train(eight(0));
        learner.flush();
        byte[] state = learner.sharedState();
        Learner other = learner(options().with(new LearnerOptions.Model(DIMS, 3, 4, 2, 10, 1)));
        assertThatThrownBy(() -> other.restore(state)).hasMessageContaining("coarse.centroids is 2, but here 3");
        for (int length = 0; length < state.length; length += 7) {
            byte[] cut = Arrays.copyOf(state, length);
            assertThatThrownBy(() -> learner(options()).restore(cut)).isInstanceOf(IllegalStateException.class);
        }
    }
}
