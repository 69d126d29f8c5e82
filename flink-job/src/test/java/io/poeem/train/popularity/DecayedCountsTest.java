package io.poeem.train.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayedCountsTest {

    private static final long START = 1_380_000_000_000L;
    private static final Duration HALF_LIFE = Duration.ofHours(6);

    @Test
    void countsEqualTheDirectSumsOfDecayedClicks() {
        Random random = new Random(1);
        int items = 20;
        int clicks = 3000;
        int[] item = new int[clicks];
        long[] time = new long[clicks];
        float[] weight = new float[clicks];
        double[] logCounts = new double[items];
        java.util.Arrays.fill(logCounts, Double.NEGATIVE_INFINITY);
        DecayedCounts popularity = new DecayedCounts(HALF_LIFE);
        long now = START;
        for (int c = 0; c < clicks; c++) {
            now += random.nextInt(600_000);
            item[c] = random.nextInt(1 + random.nextInt(items));
            time[c] = now;
            weight[c] = random.nextInt(3) == 0 ? 2.5f : 1;
            logCounts[item[c]] = popularity.count(logCounts[item[c]], weight[c], now);
        }

        double[] direct = new double[items];
        double total = 0;
        for (int c = 0; c < clicks; c++) {
            double decayed = weight[c] * Math.pow(2, -(double) (now - time[c]) / HALF_LIFE.toMillis());
            direct[item[c]] += decayed;
            total += decayed;
        }
        for (int i = 0; i < items; i++) {
            double share = Math.exp(logCounts[i] - popularity.logTotal());
            assertThat(share).isCloseTo(direct[i] / total, within(1e-12));
        }
    }

    @Test
    void yearsOfAShortHalfLifeDoNotOverflow() {
        DecayedCounts popularity = new DecayedCounts(Duration.ofSeconds(1));
        double old = popularity.count(Double.NEGATIVE_INFINITY, 1, START);
        double fresh = popularity.count(
                Double.NEGATIVE_INFINITY, 1, START + Duration.ofDays(3650).toMillis());
        assertThat(Double.isFinite(fresh) && Double.isFinite(popularity.logTotal()))
                .isTrue();
        assertThat(Math.exp(fresh - popularity.logTotal())).isEqualTo(1);
        assertThat(Math.exp(old - popularity.logTotal())).isZero();
    }

    @Test
    void aWeightThatIsNoWeightCountsNothing() {
        DecayedCounts popularity = new DecayedCounts(HALF_LIFE);
        for (float weight : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThat(popularity.count(Double.NEGATIVE_INFINITY, weight, START))
                    .isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(popularity.logTotal()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void goesOnFromItsBytes() throws IOException {
        DecayedCounts one = new DecayedCounts(HALF_LIFE);
        double count = one.count(Double.NEGATIVE_INFINITY, 1, START);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        one.write(new DataOutputStream(bytes));
        DecayedCounts two = new DecayedCounts(HALF_LIFE);
        two.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(two.count(count, 3, START + 12345)).isEqualTo(one.count(count, 3, START + 12345));
        assertThat(two.logTotal()).isEqualTo(one.logTotal());
    }
}
