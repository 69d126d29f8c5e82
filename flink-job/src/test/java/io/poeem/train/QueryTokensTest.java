package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.schemas.Example;
import io.poeem.state.model.InputFields;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.RowInit;
import io.poeem.train.rows.TokenBags;
import io.poeem.train.rows.TokenTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueryTokensTest {

    private static final LearnerOptions.Query ALL = new LearnerOptions.Query(3, true, true, true, true, false);

    private final TokenTable tokens = new TokenTable(new HeapRowStore(), new RowInit(1, 1, 1), 1, 100);

    /** The shares of each token in the query, by giving every pinned row the gradient that reaches it. */
    private Map<String, Float> query(LearnerOptions.Query options, Example example) {
        TokenBags bags = new TokenBags(1);
        boolean any = new QueryTokens(options, InputFields.SUM, tokens).collect(example, bags);
        assertThat(any).isEqualTo(QueryTokens.hasAny(options, example));
        Map<String, Float> shares = new TreeMap<>();
        for (int i = 0; i < tokens.pinnedCount(); i++) {
            java.util.Arrays.fill(tokens.values(), 0);
            tokens.values()[tokens.pinnedSlot(i)] = 1;
            float[] out = new float[1];
            bags.addTo(out, tokens);
            shares.put(tokens.key(tokens.pinnedSlot(i)), out[0]);
            assertThat(tokens.isUsedByQuery(tokens.pinnedSlot(i))).isTrue();
        }
        tokens.release();
        return shares;
    }

    @Test
    void aQueryIsTheLastItemsTheNewestTheUserAndTheContext() {
        Example example = Examples.example(
                "u", "x", 0, 1, List.of("1", "2", "3", "4"), List.of("term=red", "term=shoe", "device=phone"));
        assertThat(query(ALL, example))
                .isEqualTo(new TreeMap<>(Map.of(
                        "hist=2", 1f / 3,
                        "hist=3", 1f / 3,
                        "hist=4", 1f / 3,
                        "last=4", 1f,
                        "user=u", 1f,
                        "term=red", 0.5f,
                        "term=shoe", 0.5f,
                        "device=phone", 1f)));
    }

    @Test
    void eachFieldIsAnOption() {
        Example example = Examples.example("u", "x", 0, 1, List.of("1"), List.of("term=red"));
        assertThat(query(new LearnerOptions.Query(3, true, false, false, false, false), example))
                .containsOnlyKeys("hist=1");
        assertThat(query(new LearnerOptions.Query(3, false, true, false, false, false), example))
                .containsOnlyKeys("last=1");
        assertThat(query(new LearnerOptions.Query(3, false, false, true, false, false), example))
                .containsOnlyKeys("user=u");
        assertThat(query(new LearnerOptions.Query(3, false, false, false, true, false), example))
                .containsOnlyKeys("term=red");
    }

    @Test
    void sideBySideEachNamedFieldHasItsSlotAndAllOthersTheLast() {
        Fields fields = new Fields(true, List.of("term"), List.of());
        InputFields layout = fields.query(ALL);
        assertThat(layout.names()).containsExactly("hist", "last", "user", "term");
        Example example = Examples.example(
                "u", "x", 0, 1, List.of("1", "2"), List.of("term=a", "term=b", "terms=c", "device=d", "device=e"));
        TokenBags bags = new TokenBags(1, layout.slots());
        assertThat(new QueryTokens(ALL, layout, tokens).collect(example, bags)).isTrue();
        Map<String, Float> weights =
                Map.of("hist=1", 2f, "hist=2", 4f, "last=2", 7f, "user=u", 11f, "term=a", 1f, "term=b", 2f);
        Map<String, Float> others = Map.of("terms=c", 100f, "device=d", 10f, "device=e", 30f);
        for (int i = 0; i < tokens.pinnedCount(); i++) {
            String token = tokens.key(tokens.pinnedSlot(i));
            tokens.values()[tokens.pinnedSlot(i)] = weights.getOrDefault(token, others.getOrDefault(token, 0f));
        }
        float[] input = new float[layout.slots()];
        bags.addTo(input, tokens);
        assertThat(input).containsExactly(3, 7, 11, 1.5f, 120);
        tokens.release();
    }

    @Test
    void sideBySideAFieldThatIsOffTakesNoRoom() {
        Fields fields = new Fields(true, List.of("term"), List.of("category"));
        LearnerOptions.Query last = new LearnerOptions.Query(3, false, true, false, false, false);
        assertThat(fields.query(last).names()).containsExactly("last");
        assertThat(fields.item(last).names()).containsExactly("id");
        assertThat(fields.item(LearnerOptions.defaults().query()).names()).containsExactly("id", "category");
        assertThat(Fields.SUM.query(ALL).slots()).isEqualTo(1);
    }

    @Test
    void anItemTwiceInTheHistoryCountsTwice() {
        assertThat(query(
                        new LearnerOptions.Query(3, true, false, false, false, false),
                        Examples.click("u", "x", 0, "1", "2", "1")))
                .containsEntry("hist=1", 1f / 3 + 1f / 3)
                .containsEntry("hist=2", 1f / 3);
    }

    @Test
    void withoutAnyTokenThereIsNoQuery() {
        LearnerOptions.Query history = new LearnerOptions.Query(3, true, true, false, true, false);
        assertThat(query(history, Examples.click("u", "x", 0))).isEmpty();
        assertThat(query(
                        new LearnerOptions.Query(0, true, true, false, false, false), Examples.click("u", "x", 0, "1")))
                .isEmpty();
    }

    @Test
    void contextCannotTakeTheNamesOfTheOtherFields() {
        Example example = Examples.example("u", "x", 0, 1, List.of(), List.of("hist=1", "last=1", "user=v"));
        assertThat(query(new LearnerOptions.Query(3, true, true, false, true, false), example))
                .isEmpty();
    }
}
