package io.poeem.train.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Shape;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final double CLOSE = 1e-12;

    @Test
    void threeOfFourCentroidsAtSixOneOneAreAsComputedByHand() {
        Usage usage = Usage.of(new int[] {9, 6, 0, 1, 1, 9}, 1, 4);
        double entropy = -(0.75 * Math.log(0.75) + 2 * 0.125 * Math.log(0.125));
        assertThat(usage.used()).isEqualTo(3);
        assertThat(usage.perplexity()).isCloseTo(Math.exp(entropy), within(CLOSE));
        assertThat(usage.kl()).isCloseTo(0.75 * Math.log(3) + 0.25 * Math.log(0.5), within(CLOSE));
        assertThat(usage.totalVariation()).isCloseTo((0.5 + 0.25 + 0.125 + 0.125) / 2, within(CLOSE));
    }

    @Test
    void equalSharesAreAtNoDistanceFromUniform() {
        assertThat(Usage.of(new int[] {5, 5, 5, 5}, 0, 4)).isEqualTo(new Usage(4, 4, 0, 0));
    }

    @Test
    void allInOneIsAsFarFromUniformAsCanBe() {
        assertThat(Usage.of(new int[] {0, 0, 7, 0}, 0, 4)).isEqualTo(new Usage(1, 1, Math.log(4), 0.75));
    }

    @Test
    void nothingCountedIsNoUsage() {
        assertThat(Usage.of(new int[4], 0, 4)).isEqualTo(new Usage(0, 0, 0, 0));
    }

    @Property
    void everyFigureKeepsToItsRange(@ForAll @Size(min = 1, max = 300) int[] any, @ForAll @IntRange(max = 3) int zeros) {
        int[] counts = new int[any.length];
        for (int k = 0; k < any.length; k++) {
            counts[k] = k % 4 < zeros ? 0 : any[k] >>> 1;
        }
        Usage usage = Usage.of(counts, 0, counts.length);
        assertThat(usage.used()).isBetween(0.0, (double) counts.length);
        assertThat(usage.perplexity()).isBetween(Math.min(1, usage.used()), usage.used());
        assertThat(usage.kl()).isBetween(0.0, Math.log(counts.length) + CLOSE);
        assertThat(usage.totalVariation()).isBetween(0.0, 1 - 1.0 / counts.length + CLOSE);
        if (usage.used() > 0) {
            assertThat(usage.perplexity() * Math.exp(usage.kl()))
                    .isCloseTo(counts.length, within(1e-6 * counts.length));
            assertThat(2 * usage.totalVariation() * usage.totalVariation())
                    .as("Pinsker's inequality")
                    .isLessThanOrEqualTo(usage.kl() + CLOSE);
        }
    }

    @Test
    void everyCodebookHasItsFiguresAndTheirMeanStandsBesideThem() {
        CodeCounts counts = new CodeCounts(new Shape(4, 2, 2, 3));
        counts.add(0, new byte[] {1, 2}, 0);
        counts.add(0, new byte[] {9, 1, 1}, 1);
        counts.add(1, new byte[] {0, 0}, 0);
        counts.remove(1, new byte[] {0, 0}, 0);
        Map<String, Double> figures = new TreeMap<>();
        counts.addTo(figures, "index.");
        assertThat(figures)
                .containsEntry("index.coarse_used", 1.0)
                .containsEntry("index.coarse_kl", Math.log(2))
                .containsEntry("index.codebook.0.used", 1.0)
                .containsEntry("index.codebook.1.used", 2.0)
                .containsEntry("index.codes_used", 1.5)
                .hasSize(4 * (1 + 2 + 1));
        assertThat(figures.get("index.codebook.1.perplexity")).isCloseTo(2, within(CLOSE));
        assertThat(figures.get("index.codebook.1.kl")).isCloseTo(Math.log(1.5), within(CLOSE));
    }
}
