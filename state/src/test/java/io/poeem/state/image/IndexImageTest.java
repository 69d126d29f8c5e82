package io.poeem.state.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Models;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexImageTest {
    private static final Model MODEL = Models.small(1, true);
    private final IndexImage base =
            IndexImage.empty().apply(delta(3, IndexDelta.FULL, "a", "b", "d").build());

    @Test
    void aFullVersionIsADeltaFromEmpty() {
        assertThat(base.version()).isEqualTo(3);
        assertThat(base.trainedThrough()).isEqualTo(3000);
        assertThat(base.items().size()).isEqualTo(3);
        assertThat(base.items().id(base.items().indexOf("b"))).isEqualTo("b");
        assertThat(base.items().indexOf("c")).isEqualTo(-1);
        assertThat(base.tokens().row("hist=d")).containsExactly(3, 3, 3, 3);
        assertThat(base.tokens().row("hist=c")).isNull();
    }

    @Test
    void aDeltaAddsChangesAndRemoves() {
        IndexImage next = base.apply(delta(4, 3, "b", "c")
                .removing(List.of("a", "nobody"), List.of("hist=a"))
                .build());
        assertThat(next.items().size()).isEqualTo(3);
        assertThat(next.items().indexOf("a")).isEqualTo(-1);
        int c = next.items().indexOf("c");
        assertThat(next.items().logCount(c)).isEqualTo(4);
        assertThat(next.items().norm(c)).isEqualTo(1.5f);
        assertThat(next.items().coarse(c)).isEqualTo(1);
        assertThat(next.items().codes()[2 * c + 1]).isEqualTo((byte) 1);
        assertThat(next.items().logCount(next.items().indexOf("d"))).isEqualTo(3);
        assertThat(next.tokens().row("hist=a")).isNull();
        assertThat(next.tokens().row("hist=b")).containsExactly(4, 4, 4, 4);
    }

    @Test
    void theImageBeforeStaysAsItWas() {
        byte[] before = base.contentSha256();
        base.apply(
                delta(4, 3, "b", "c").removing(List.of("a"), List.of("hist=d")).build());
        assertThat(base.contentSha256()).isEqualTo(before);
        assertThat(base.items().indexOf("a")).isZero();
    }

    @Test
    void whatDoesNotChangeIsShared() {
        IndexImage next = base.apply(delta(4, 3, "b").build());
        assertThat(next.tokens().row("hist=a")).isSameAs(base.tokens().row("hist=a"));
        assertThat(next.lists().list(0)).isSameAs(base.lists().list(0));
        ItemList before = base.lists().list(1);
        ItemList after = next.lists().list(1);
        assertThat(after.logCounts()).isNotSameAs(before.logCounts());
        assertThat(after.codes()).isSameAs(before.codes());
        assertThat(after.inverseNorms()).isSameAs(before.inverseNorms());
        assertThat(after.numbers()).isSameAs(before.numbers());
        assertThat(base.apply(delta(4, 3).build()).lists().list(1)).isSameAs(before);
    }

    @Test
    void aDeltaOnAnotherBaseIsRefused() {
        assertThatThrownBy(() -> base.apply(delta(5, 4, "b").build()))
                .hasMessageContaining("changes version 4, this is 3");
        assertThatThrownBy(() -> IndexImage.empty().apply(delta(4, 3, "b").build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullVersionReplacesAnyImage() {
        IndexDelta full = delta(9, IndexDelta.FULL, "x").build();
        assertThat(base.apply(full).contentSha256())
                .isEqualTo(IndexImage.empty().apply(full).contentSha256());
    }

    @Test
    void aModelOfAnotherShapeNeedsAFullVersion() {
        Shape other = new Shape(4, 2, 2, 4);
        Model model = new Model(
                other, Tower.identity(4), Tower.identity(4), Rotation.identity(4), Codebooks.zero(other), 10, 1, 0, 5);
        IndexDelta delta = new IndexDelta(4, 3, 4000, model, TokenRows.empty(), Items.empty(), List.of(), List.of());
        assertThatThrownBy(() -> base.apply(delta)).hasMessageContaining("only a full version");
    }

    @Test
    void theHashIsOfTheContentAndNotOfItsProvenance() {
        byte[] hash = base.contentSha256();
        assertThat(IndexImage.empty()
                        .apply(delta(77, IndexDelta.FULL, "a", "b", "d")
                                .valued(3)
                                .build())
                        .contentSha256())
                .isEqualTo(hash);
        assertThat(IndexImage.empty()
                        .apply(delta(3, IndexDelta.FULL, "d", "b", "a").build())
                        .contentSha256())
                .isEqualTo(hash);
        assertThat(IndexImage.empty()
                        .apply(delta(3, IndexDelta.FULL, "a", "b", "e").build())
                        .contentSha256())
                .isNotEqualTo(hash);
        assertThat(base.apply(delta(4, 3).modelled(Models.small(2, true)).build())
                        .contentSha256())
                .isNotEqualTo(hash);
        assertThat(base.apply(delta(4, 3, "b").valued(3.5f).build()).contentSha256())
                .isNotEqualTo(hash);
        assertThat(base.apply(delta(4, 3).build()).contentSha256()).isEqualTo(hash);
    }

    /** Printed in reports and compared across releases: it may not change without a word. */
    @Test
    void theHashOfAKnownImageIsTheGoldenOne() {
        assertThat(HexFormat.of().formatHex(base.contentSha256()))
                .isEqualTo("c7c2afbbfb58d2bc29ca275e521f40332b44ca7544beb9a6dc19dffe1cdfbbc5");
    }

    @Test
    void theEmptyImageHasNoContent() {
        assertThat(IndexImage.empty().isEmpty()).isTrue();
        assertThatThrownBy(() -> IndexImage.empty().contentSha256()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void contradictionsWithinADeltaAreRefused() {
        assertThatThrownBy(() -> delta(4, 3, "b", "b")).hasMessageContaining("b stands twice");
        assertThatThrownBy(
                        () -> delta(4, 3, "b").removing(List.of("b"), List.of()).build())
                .hasMessageContaining("both there and removed");
        assertThatThrownBy(() -> delta(3, 3, "b").build()).hasMessageContaining("version 3 on base 3");
    }

    @Test
    void vectorsRemainWhereAllItemsHaveThem() {
        Items with = new ItemsBuilder(4, 2)
                .add("b", 0, new byte[2], 0, 1, 1)
                .add("a", 0, new byte[2], 0, 1, 1)
                .vector("a", new float[] {1, 1, 1, 1}, 0)
                .vector("b", new float[] {9, 2, 2, 2, 2}, 1)
                .build();
        Items more = new ItemsBuilder(4, 2)
                .add("aa", 0, new byte[2], 0, 1, 1)
                .vector("aa", new float[] {3, 3, 3, 3}, 0)
                .build();
        Items without = new ItemsBuilder(4, 2).add("c", 0, new byte[2], 0, 1, 1).build();
        IndexImage both = IndexImage.empty().apply(of(1, IndexDelta.FULL, with, List.of()));
        assertThat(both.apply(of(2, 1, more, List.of("b"))).items().vectors()).containsExactly(1, 1, 1, 1, 3, 3, 3, 3);
        assertThat(both.apply(of(2, 1, Items.empty(), List.of("a"))).items().vectors())
                .containsExactly(2, 2, 2, 2);
        assertThat(both.apply(of(2, 1, without, List.of())).items().hasVectors())
                .isFalse();
        assertThatThrownBy(() -> new ItemsBuilder(4, 2)
                        .add("a", 0, new byte[2], 0, 1, 1)
                        .vector("b", new float[4], 0)
                        .build())
                .hasMessageContaining("for all or for none");
    }

    private static IndexDelta of(long version, long base, Items items, List<String> removed) {
        return new IndexDelta(version, base, 0, MODEL, TokenRows.empty(), items, List.of(), removed);
    }

    private static DeltaOf delta(long version, long base, String... ids) {
        return new DeltaOf(version, base, MODEL, version, List.of(ids), List.of(), List.of());
    }

    /** A delta whose items and rows all hold one value. */
    private record DeltaOf(
            long version,
            long base,
            Model model,
            float value,
            List<String> ids,
            List<String> removedItems,
            List<String> removedTokens) {
        DeltaOf {
            if (ids.stream().distinct().count() < ids.size()) {
                items(ids, value); // complains
            }
        }

        DeltaOf removing(List<String> items, List<String> tokens) {
            return new DeltaOf(version, base, model, value, ids, items, tokens);
        }

        DeltaOf valued(float other) {
            return new DeltaOf(version, base, model, other, ids, removedItems, removedTokens);
        }

        DeltaOf modelled(Model other) {
            return new DeltaOf(version, base, other, value, ids, removedItems, removedTokens);
        }

        IndexDelta build() {
            TokenRows.Builder tokens = new TokenRows.Builder();
            ids.forEach(id -> tokens.add("hist=" + id, new float[] {value, value, value, value}));
            return new IndexDelta(
                    version,
                    base,
                    1000 * version,
                    model,
                    tokens.build(),
                    items(ids, value),
                    removedTokens,
                    removedItems);
        }

        private static Items items(List<String> ids, float value) {
            ItemsBuilder items = new ItemsBuilder(4, 2);
            ids.forEach(id -> items.add(id, 1, new byte[] {9, 0, 1}, 1, 1.5f, value));
            return items.build();
        }
    }

    @Test
    void aCopyOfTheItemsIsAsTheItemsAndNotKept() {
        Items copy = base.copyOfItems();
        assertThat(base.copyOfItems()).isNotSameAs(copy);
        assertThat(base.items()).isNotSameAs(copy).isSameAs(base.items());
        assertThat(copy.size()).isEqualTo(base.items().size()).isPositive();
        for (int i = 0; i < copy.size(); i++) {
            assertThat(copy.id(i)).isEqualTo(base.items().id(i));
        }
    }
}
