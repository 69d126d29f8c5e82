package io.poeem.train.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    /** Algorithm 2 of the paper, one array entry per item, t = 1, 2, … */
    private static final class Paper {

        private final double alpha;
        private final Map<String, Double> a = new HashMap<>();
        private final Map<String, Double> b = new HashMap<>();
        private final Map<String, Integer> n = new HashMap<>();
        private long t;

        Paper(double alpha) {
            this.alpha = alpha;
        }

        void sees(String item) {
            t++;
            double step = Math.max(alpha, 1.0 / n.merge(item, 1, Integer::sum));
            b.put(item, (1 - step) * b.getOrDefault(item, 0.0) + step * (t - a.getOrDefault(item, 0.0)));
            a.put(item, (double) t);
        }

        double probability(String item) {
            return 1 / Math.max(b.get(item), t - a.get(item));
        }
    }

    @Test
    void isTheAlgorithmOfThePaper() {
        Random random = new Random(3);
        Paper paper = new Paper(0.05);
        Counting counting = new Counting(PopularityOptions.interval(0.05), 7);
        for (int click = 0; click < 5_000; click++) {
            String item = "i" + (int) Math.exp(random.nextDouble() * 4);
            paper.sees(item);
            counting.count(item, 1, random.nextInt());
        }
        assertThat(paper.n).hasSizeGreaterThan(40);
        paper.n.keySet().forEach(item -> assertThat(counting.share(item))
                .as(item)
                .isCloseTo(paper.probability(item), within(1e-12)));
    }

    @Test
    void theShareOfASteadyItemIsFoundWhateverTheClock() {
        Random random = new Random(4);
        Counting counting = new Counting(PopularityOptions.interval(0.001), 100);
        for (int click = 0; click < 100_000; click++) {
            counting.count(
                    random.nextInt(20) == 0 ? "steady" : "other" + random.nextInt(50), 1, click / 1000 * 3_600_000L);
        }
        assertThat(counting.share("steady")).isCloseTo(0.05, within(0.005));
    }

    @Test
    void anItemThatNobodyClicksAnyMoreFades() {
        Counting counting = new Counting(PopularityOptions.interval(0.01), 100);
        for (int click = 0; click < 1_000; click++) {
            counting.count(click < 100 ? "once" : "now", 1, click);
        }
        assertThat(counting.share("once")).isCloseTo(1.0 / 900, within(1e-12));
    }

    @Test
    void aClickOfNoWeightIsNone() {
        Counting counting = new Counting(PopularityOptions.interval(0.01), 100);
        counting.count("a", 1, 0);
        double before = counting.share("a");
        for (float weight : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            counting.count("a", weight, 1);
        }
        assertThat(counting.share("a")).isEqualTo(before);
    }
}
