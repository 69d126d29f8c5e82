package io.poeem.state.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Model;
import io.poeem.state.model.Models;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Through any deltas an image holds what a map would hold, and equals the full version of the same content at every step. */
class ImageHistoryTest {
    private record Entry(int coarse, byte[] code, float norm, float logCount, float[] row, float[] x) {}

    @Property(tries = 150)
    void throughAllIntermediateVersionsTheImageIsTheFullOne(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int versions, @ForAll boolean rotated) {
        Random random = new Random(seed);
        Map<String, Entry> truth = new TreeMap<>();
        IndexImage image = IndexImage.empty();
        for (long version = 0; version < versions; version++) {
            Model model = Models.small(seed + version, rotated);
            Map<String, Entry> changed = new TreeMap<>();
            TreeSet<String> removed = new TreeSet<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                changed.put("k" + random.nextInt(30), entry(random));
            }
            for (int i = version == 0 ? 0 : random.nextInt(6); i > 0; i--) {
                removed.add("k" + random.nextInt(30));
            }
            removed.removeAll(changed.keySet());
            truth.putAll(changed);
            truth.keySet().removeAll(removed);
            image = image.apply(delta(version, version - 1, model, changed, List.copyOf(removed)));
            IndexImage full = IndexImage.empty().apply(delta(version, IndexDelta.FULL, model, truth, List.of()));
            assertThat(image.contentSha256()).isEqualTo(full.contentSha256());
            requireSame(image, truth);
        }
    }

    private static void requireSame(IndexImage image, Map<String, Entry> truth) {
        Items items = image.items();
        assertThat(items.size()).isEqualTo(truth.size());
        assertThat(image.tokens().size()).isEqualTo(truth.size());
        truth.forEach((key, entry) -> {
            int i = items.indexOf(key);
            assertThat(items.id(i)).isEqualTo(key);
            assertThat(items.coarse(i)).isEqualTo(entry.coarse);
            assertThat(items.norm(i)).isEqualTo(entry.norm);
            assertThat(items.logCount(i)).isEqualTo(entry.logCount);
            assertThat(items.codes()[2 * i]).isEqualTo(entry.code[0]);
            assertThat(items.codes()[2 * i + 1]).isEqualTo(entry.code[1]);
            assertThat(items.vectors()[4 * i + 3]).isEqualTo(entry.x[3]);
            assertThat(image.tokens().row("hist=" + key)).isEqualTo(entry.row);
        });
    }

    private static IndexDelta delta(
            long version, long base, Model model, Map<String, Entry> changed, List<String> removed) {
        TokenRows.Builder tokens = new TokenRows.Builder();
        ItemsBuilder items = new ItemsBuilder(4, 2);
        changed.forEach((key, entry) -> {
            tokens.add("hist=" + key, entry.row);
            items.add(key, entry.coarse, entry.code, 0, entry.norm, entry.logCount)
                    .vector(key, entry.x, 0);
        });
        List<String> removedTokens = removed.stream().map(key -> "hist=" + key).toList();
        return new IndexDelta(version, base, version, model, tokens.build(), items.build(), removedTokens, removed);
    }

    private static Entry entry(Random random) {
        byte[] code = {(byte) random.nextInt(4), (byte) random.nextInt(4)};
        return new Entry(
                random.nextInt(3),
                code,
                random.nextFloat(),
                random.nextFloat(),
                Models.floats(random, 4),
                Models.floats(random, 4));
    }
}
