package io.poeem.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExponentialTest {

    @Test
    void isWithinTwoUlpWhereverTheResultIsNormal() {
        double worst = 0;
        for (float x = -0.0f; x >= Exponential.SMALLEST; x = x > -1e-6f ? x - 1e-7f : Math.nextDown(x * 1.00001f)) {
            double exact = StrictMath.exp(x);
            worst = Math.max(worst, Math.abs(Exponential.of(x) - exact) / Math.ulp((float) exact));
        }
        assertThat(worst).isLessThanOrEqualTo(2);
    }

    @Test
    void vanishesWhereTheResultWouldBeSubnormal() {
        assertThat(Exponential.of(Exponential.SMALLEST)).isGreaterThanOrEqualTo(Float.MIN_NORMAL);
        assertThat(Exponential.of(Math.nextDown(Exponential.SMALLEST))).isZero();
        assertThat(StrictMath.exp(Exponential.SMALLEST)).isLessThan(1.0001 * Float.MIN_NORMAL);
        assertThat(Exponential.of(Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void isOneAtZeroAndNaNAtNaN() {
        assertThat(Exponential.of(0)).isOne();
        assertThat(Exponential.of(Float.NaN)).isNaN();
    }
}
