package io.poeem.train.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalfLivesTest {

    private static final long START = 1_380_000_000_000L;
    private static final double MINUTE = 60_000;

    private record Click(String item, float weight, long time) {}

    /** Clicks by Zipf's law over a catalogue that turns over, at uneven times, some late and some weighted. */
    private static List<Click> clicks(long seed, int n) {
        Random random = new Random(seed);
        List<Click> clicks = new ArrayList<>();
        long now = START;
        for (int c = 0; c < n; c++) {
            now += random.nextInt(50) == 0 ? random.nextInt(90_000_000) : random.nextInt(600_000);
            long time = random.nextInt(9) == 0 ? now - random.nextInt(500_000) : now;
            String item = "i" + (c / 100 + (int) Math.exp(random.nextDouble() * 4));
            clicks.add(new Click(item, random.nextInt(5) == 0 ? 2.5f : 1, time));
        }
        return clicks;
    }

    @Test
    void everyHalfLifesLossIsThatOfTheDirectSums() {
        List<Click> clicks = clicks(1, 800);
        Counting counting = new Counting(PopularityOptions.auto(), 20);
        clicks.forEach(click -> counting.count(click.item(), click.weight(), click.time()));

        double[] direct = new double[HalfLives.GRID.length];
        for (int h = 0; h < direct.length; h++) {
            direct[h] = meanLoss(clicks, HalfLives.GRID[h] * MINUTE);
        }
        List<Double> counted = ((HalfLives) counting.estimate()).meanLosses();
        for (int h = 0; h < direct.length; h++) {
            assertThat(counted.get(h)).as("%d min", HalfLives.GRID[h]).isCloseTo(direct[h], within(1e-9));
        }
    }

    /** The evidence's own decay of these few clicks is below the runs' 1e-4 each, and is done here as specified. */
    private static double meanLoss(List<Click> clicks, double halfLife) {
        List<Double> losses = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long last = clicks.get(0).time();
        for (int c = 1; c < clicks.size(); c++) {
            Map<String, Double> counts = new HashMap<>();
            double total = 0;
            for (Click past : clicks.subList(0, c)) {
                double decayed = past.weight() * Math.pow(2, (past.time() - last) / halfLife);
                counts.merge(past.item(), decayed, Double::sum);
                total += decayed;
            }
            double known = counts.getOrDefault(clicks.get(c).item(), 0.0) / total;
            losses.add(-Math.log(0.9 * known + 0.1 / (counts.size() + 1)));
            last = Math.max(last, clicks.get(c).time());
            ends.add(last);
        }
        return decayedMean(losses, ends, clicks.get(0).time());
    }

    private static double decayedMean(List<Double> losses, List<Long> ends, long first) {
        double sum = 0;
        double weight = 0;
        long begun = first;
        for (int run = 0; run + 16 <= losses.size(); run += 16) {
            // a run's end is noted before its last click moves the clock
            long end = run + 14 >= 0 ? ends.get(run + 14) : first;
            double kept = Math.pow(2, -Math.min(16 / 100_000.0, (end - begun) / 86_400_000.0));
            sum = sum * kept;
            for (double loss : losses.subList(run, run + 16)) {
                sum += loss;
            }
            weight = weight * kept + 16;
            begun = end;
        }
        return sum / weight;
    }

    @Test
    void sharesAreThoseOfTheHalfLifeInUse() {
        List<Click> clicks = clicks(2, 3_000);
        Counting counting = new Counting(PopularityOptions.auto(), 1_000);
        clicks.forEach(click -> counting.count(click.item(), click.weight(), click.time()));
        double halfLife = ((HalfLives) counting.estimate()).inUse().toMillis();
        long last = clicks.stream().mapToLong(Click::time).max().orElseThrow();

        Map<String, Double> direct = new HashMap<>();
        double total = 0;
        for (Click click : clicks) {
            double decayed = click.weight() * Math.pow(2, (click.time() - last) / halfLife);
            direct.merge(click.item(), decayed, Double::sum);
            total += decayed;
        }
        for (Map.Entry<String, Double> entry : direct.entrySet()) {
            assertThat(counting.share(entry.getKey()))
                    .as(entry.getKey())
                    .isCloseTo(entry.getValue() / total, within(1e-11));
        }
    }

    @Test
    void anUnclickedItemsLogCountStaysAsItIs() {
        Counting counting = new Counting(PopularityOptions.auto(), 1_000);
        counting.count("a", 1, START);
        double before = counting.logCount("a");
        for (int c = 0; c < 100; c++) {
            counting.count("b", 1, START + 10_000_000L * c);
        }
        assertThat(counting.logCount("a")).isEqualTo(before);
        assertThat(counting.share("a")).isLessThan(1e-2);
    }

    /**
     * Popularity that is remembered for a while and then drawn anew: what was clicked within the last half-life is clicked
     * again. The grid's neighbours of the truth do as well.
     */
    @ParameterizedTest
    @ValueSource(ints = {10, 160, 2_560, 40_960})
    void findsTheHalfLifeWithWhichClicksWereDrawn(int minutes) {
        Counting counting = new Counting(PopularityOptions.auto(), 100_000);
        Random random = new Random(minutes);
        List<Click> past = new ArrayList<>();
        double perClick = minutes * MINUTE / 300; // 300 clicks in a half-life
        for (int c = 0; c < 20_000; c++) {
            long time = START + (long) (c * perClick);
            // a past click is repeated with a probability that halves with every half-life since
            int back = (int) (-Math.log(1 - random.nextDouble()) * 300 / Math.log(2));
            boolean fresh = back >= past.size() || random.nextInt(50) == 0;
            String item = fresh ? "i" + c : past.get(past.size() - 1 - back).item();
            past.add(new Click(item, 1, time));
            counting.count(item, 1, time);
            if (c % 1_000 == 999) {
                counting.estimate().rescale();
                counting.estimate().published();
            }
        }
        assertThat(((HalfLives) counting.estimate()).inUse()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void aChangeIsAnnouncedUntilAVersionHoldsIt() {
        Counting counting = new Counting(PopularityOptions.auto(), 1_000);
        assertThat(counting.estimate().rescale()).isFalse();
        for (int c = 0; c < 4_000; c++) {
            counting.count("i" + c / 20, 1, START + 30_000L * c); // each item has ten minutes
        }
        assertThat(counting.estimate().rescale()).isTrue();
        assertThat(counting.estimate().rescale()).isTrue();
        counting.estimate().published();
        assertThat(counting.estimate().rescale()).isFalse();
        assertThat(((HalfLives) counting.estimate()).inUse()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void silenceOfYearsAndTinyOrHugeWeightsLeaveNumbersFinite() {
        Counting counting = new Counting(PopularityOptions.auto(), 1_000);
        float[] weights = {1, Float.MIN_VALUE, Float.MAX_VALUE, 1e-30f};
        for (int c = 0; c < 400; c++) {
            counting.count("i" + c % 7, weights[c % 4], START + c * 86_400_000L * (c % 3 == 0 ? 400 : 1));
        }
        counting.count("late", 1, START);
        counting.estimate().rescale();
        assertThat(counting.estimate().logTotal()).isFinite();
        for (int item = 0; item < 7; item++) {
            assertThat(counting.logCount("i" + item)).isFinite();
        }
        assertThat(counting.logCount("late")).isFinite();
        assertThat(((HalfLives) counting.estimate()).meanLosses()).allMatch(Double::isFinite);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "30, 6", "100000, 7"})
    void neitherTheCacheNorARestartShows(int cache, long seed) throws IOException {
        Counting whole = new Counting(PopularityOptions.auto(), 100_000);
        Counting broken = new Counting(PopularityOptions.auto(), cache);
        Random interruptions = new Random(seed);
        List<Click> clicks = clicks(seed, 2_000);
        for (Click click : clicks) {
            whole.count(click.item(), click.weight(), click.time());
            broken.count(click.item(), click.weight(), click.time());
            if (interruptions.nextInt(100) == 0) {
                broken.restart();
            }
            if (interruptions.nextInt(200) == 0) {
                assertThat(broken.estimate().rescale())
                        .isEqualTo(whole.estimate().rescale());
                broken.estimate().published();
                whole.estimate().published();
            }
        }
        assertThat(Arrays.equals(broken.bytes(), whole.bytes())).isTrue();
        for (Click click : clicks) {
            assertThat(broken.logCount(click.item())).isEqualTo(whole.logCount(click.item()));
        }
    }
}
