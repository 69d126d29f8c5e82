package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.state.model.Model;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Towers that see fields side by side, within a learner. */
class ConcatTowersTest {

    private static final Random NEVER = new Random(0);
    private static final Fields APART = new Fields(true, List.of("term"), List.of("genre"));

    private static LearnerOptions options(int cache, List<Integer> layers, Fields fields) {
        return Life.options(cache, 4, 5, 60_000).with(new LearnerOptions.Towers(layers, 0.2f, fields));
    }

    private static Learner bare(Fields fields) {
        return new Learner(options(1000, List.of(), fields), new HeapRowStore(), new HeapRowStore());
    }

    private static Learner learner(Fields fields) {
        Learner learner = bare(fields);
        learner.catalogue(Item.newBuilder()
                .setId("i1")
                .setFeatures(List.of("genre=Drama", "year=1995"))
                .build());
        return learner;
    }

    private static List<Example> eight() {
        List<Example> batch = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> context = List.of("term=" + i % 3, "device=" + i % 2);
            batch.add(Examples.example("u" + i, "i" + i % 5, i, 1, List.of("h" + i, "h" + i % 4), context));
        }
        return batch;
    }

    /** W = (I; …; I) is the sum's tower: rows get the same gradients, until W has learned something of its own. */
    @Test
    void withoutLayersTheyBeginAsTheSumAndTeachTheRowsTheSame() {
        Learner sum = learner(Fields.SUM);
        Learner concat = learner(APART);
        sum.train(eight());
        concat.train(eight());
        same(sum.tokens(), concat.tokens(), "hist=h1", "last=h1", "term=2", "device=1", "genre=Drama", "year=1995");
        same(sum.items(), concat.items(), "i0", "i1", "i4");
        for (int batch = 0; batch < 5; batch++) {
            sum.train(eight());
            concat.train(eight());
        }
        assertThat(row(concat.tokens(), "hist=h1")).isNotEqualTo(row(sum.tokens(), "hist=h1"));
    }

    private static void same(RowTable expected, RowTable found, String... keys) {
        for (String key : keys) {
            assertThat(row(found, key)).as(key).containsExactly(row(expected, key), within(1e-5f));
        }
    }

    private static float[] row(RowTable table, String key) {
        int slot = table.peek(key);
        assertThat(slot).as(key).isNotNegative();
        float[] row = java.util.Arrays.copyOfRange(table.values(), slot * Life.DIMS, (slot + 1) * Life.DIMS);
        table.release();
        return row;
    }

    @Test
    void versionsSayHowTheFieldsLie() {
        Life life = Life.random(options(1000, List.of(8), APART), 5, 60, NEVER, 0);
        Model model = life.image().model();
        assertThat(model.queryFields().names()).containsExactly("hist", "last", "term");
        assertThat(model.itemFields().names()).containsExactly("id", "genre");
        assertThat(model.query().inputs()).isEqualTo(4 * Life.DIMS);
        assertThat(model.item().inputs()).isEqualTo(3 * Life.DIMS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void theyGoOnWhereTheyWereStoppedWhateverIsCached(int layer) {
        List<Integer> layers = layer == 0 ? List.of() : List.of(layer);
        List<String> whole =
                Life.random(options(10_000, layers, APART), 22, 120, NEVER, 0).log();
        assertThat(whole).hasSizeGreaterThan(10).doesNotHaveDuplicates();
        assertThat(Life.random(options(3, layers, APART), 22, 120, new Random(22), 8)
                        .log())
                .isEqualTo(whole);
    }

    @Test
    void stateOfOtherFieldsIsRefused() {
        Learner learner = learner(APART);
        learner.train(eight());
        learner.flush();
        byte[] state = learner.sharedState();
        for (Fields other : List.of(Fields.SUM, new Fields(true, List.of("device"), List.of("genre")))) {
            assertThatThrownBy(() -> bare(other).restore(state))
                    .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                    .hasMessageContaining("tower.layers");
        }
        bare(APART).restore(state);
    }

    @Test
    void fieldsThatCannotBeAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new Fields(false, List.of("term"), List.of()))
                .hasMessageContaining("tower.fields = concat");
        assertThatThrownBy(() -> new Fields(true, List.of("last"), List.of())).hasMessageContaining("slots already");
        assertThatThrownBy(() -> new Fields(true, List.of(), List.of("id"))).hasMessageContaining("slots already");
        assertThatThrownBy(() -> new Fields(true, List.of("a", "a"), List.of())).hasMessageContaining("twice");
    }
}
