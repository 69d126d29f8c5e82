package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.schemas.Example;
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
        boolean any = new QueryTokens(options, tokens).collect(example, bags);
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
