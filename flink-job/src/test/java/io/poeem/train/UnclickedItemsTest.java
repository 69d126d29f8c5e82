package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.state.image.Items;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rows.RowTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that only the catalogue knows, seen through the image of one who follows the versions. */
class UnclickedItemsTest {

    private static final double PRIOR = 0.25;
    private static final int DIMS = Life.DIMS;

    /** A life whose items i0 … i11 are clicked, i0 being of genre Drama, and whose half-life is 10 s. */
    private static Life joint(int cache, long expiryMs) {
        LearnerOptions options = Life.options(cache, 100, 4, expiryMs);
        Life life = new Life(options.with(new LearnerOptions.Versions(
                        100, 4, java.time.Duration.ofMillis(expiryMs), true, new LearnerOptions.Unclicked(true, PRIOR)))
                .with(new LearnerOptions.Popularity(1, java.time.Duration.ofSeconds(10))));
        life.learner().catalogue(item("i0", "genre=Drama"));
        for (int batch = 0; batch < 10; batch++) {
            List<Example> examples = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                examples.add(Examples.click("u" + i, "i" + (batch + i) % 12, 1000L * batch, "h" + i));
            }
            life.learner().train(examples);
        }
        assertThat(life.learner().phase()).isEqualTo(Phase.JOINT);
        return life;
    }

    private static Item item(String id, String... features) {
        return Item.newBuilder().setId(id).setFeatures(List.of(features)).build();
    }

    private static Item deleted(String id) {
        return Item.newBuilder().setId(id).setDeleted(true).build();
    }

    private static double logCount(Life life, String id) {
        Items items = life.image().items();
        return items.logCount(items.indexOf(id));
    }

    private static boolean holds(Life life, String id) {
        return life.image().items().indexOf(id) >= 0;
    }

    private static float[] vector(Life life, String id) {
        int at = life.image().items().indexOf(id);
        return Arrays.copyOfRange(life.image().items().vectors(), at * DIMS, (at + 1) * DIMS);
    }

    private static float[] unitRow(RowTable table, String key) {
        int slot = table.peek(key);
        float[] row = Arrays.copyOfRange(table.values(), slot * DIMS, (slot + 1) * DIMS);
        table.release();
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        for (int i = 0; i < DIMS; i++) {
            row[i] /= (float) Math.sqrt(squares);
        }
        return row;
    }

    @Test
    void anItemIsInTheFirstVersionAfterItsCatalogueEventAndInNoneBefore() {
        Life life = joint(100, 0);
        life.publish(1, 10_000);
        life.learner().catalogue(item("new", "genre=Drama"));
        assertThat(holds(life, "new")).isFalse();
        VersionSummary second = life.publish(2, 11_000).orElseThrow();
        assertThat(holds(life, "new")).isTrue();
        assertThat(second.counts()).containsEntry("items", 13L);
    }

    @Test
    void itIsAsPopularAsSoManyClicksOfThatVersionAndCoolsLikeThemUntilItsFirstOwnOne() {
        Life life = joint(100, 0);
        life.learner().catalogue(item("new", "genre=Drama"));
        life.learner().train(List.of(Examples.click("u", "i1", 20_000, "h0")));
        life.publish(1, 20_000);
        double before = logCount(life, "new");
        life.learner().train(List.of(Examples.click("v", "once", 20_000, "h0")));
        life.publish(2, 20_000);
        double click = logCount(life, "once");
        assertThat(Math.exp(before - click)).isCloseTo(PRIOR, within(1e-6));

        life.learner().train(List.of(Examples.click("w", "i3", 30_000, "h0")));
        life.publish(3, 30_000);
        assertThat(logCount(life, "new")).isEqualTo(before);

        life.learner().train(List.of(Examples.click("w", "new", 30_000, "h0")));
        life.publish(4, 30_000);
        assertThat(Math.exp(logCount(life, "new") - click)).isCloseTo(2, within(1e-5));
    }

    @Test
    void itIsMadeOfItsFeaturesAndOfItsOwnRowWhereNothingIsKnownOfThem() {
        Life life = joint(100, 0);
        life.learner().catalogue(item("described", "genre=Drama"));
        life.learner().catalogue(item("of an unknown genre", "genre=Western"));
        life.learner().catalogue(item("bare"));
        life.publish(1, 10_000);

        assertThat(vector(life, "described"))
                .containsExactly(unitRow(life.learner().tokens(), "genre=Drama"), within(1e-6f));
        for (String id : List.of("bare", "of an unknown genre")) {
            assertThat(vector(life, id)).containsExactly(unitRow(life.learner().items(), id), within(1e-6f));
        }
    }

    @Test
    void deletionTakesItOutWithTheNextVersionAndAnotherEventBringsItBack() {
        Life life = joint(100, 0);
        life.learner().catalogue(item("new"));
        life.publish(1, 10_000);
        life.learner().catalogue(deleted("new"));
        life.publish(2, 11_000);
        assertThat(holds(life, "new")).isFalse();
        life.learner().catalogue(item("new"));
        life.publish(3, 12_000);
        assertThat(holds(life, "new")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1000})
    void unclickedForTheExpiryItLeavesAndItsFeaturesStay(int cache) {
        Life life = joint(cache, 5_000);
        life.learner().catalogue(item("new", "genre=Drama"));
        life.publish(1, 10_000);
        for (int version = 2; version <= 5; version++) {
            life.publish(version, 15_000);
        }
        assertThat(holds(life, "new")).isTrue();
        for (int version = 6; version <= 9; version++) {
            life.publish(version, 15_001);
        }
        assertThat(holds(life, "new")).isFalse();

        life.restart();
        life.publish(10, 16_000);
        assertThat(holds(life, "new")).isFalse();
        int slot = life.learner().items().peek("new");
        assertThat(life.learner().items().features(slot)).containsExactly("genre=Drama");
        life.learner().items().release();

        life.learner().catalogue(item("new", "genre=Drama"));
        life.publish(11, 17_000);
        assertThat(holds(life, "new")).isTrue();
    }

    @Test
    void aCatalogueThatIsSentAgainLengthensNoLifeOfWhatClicksTaught() {
        Life life = joint(100, 5_000);
        life.publish(1, 10_000);
        life.learner().catalogue(item("i1"));
        for (int version = 2; version <= 5; version++) {
            life.publish(version, 30_000);
        }
        assertThat(holds(life, "i1")).isFalse();
    }
}
