package io.poeem.train;

/** Whether numbers may reach what is learned. */
final class Finite {

    private Finite() {}

    static boolean all(double value) {
        return Double.isFinite(value);
    }

    /**
     * Whether the squares of the first {@code n} values have a finite sum: then none is NaN, infinite, or so large that
     * Adagrad's accumulator would overflow and its row never learn again. Four sums, so that the loop is not bound by the
     * latency of one.
     */
    static boolean all(float[] values, int n) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            a += values[i] * values[i];
            b += values[i + 1] * values[i + 1];
            c += values[i + 2] * values[i + 2];
            d += values[i + 3] * values[i + 3];
        }
        for (; i < n; i++) {
            a += values[i] * values[i];
        }
        return Float.isFinite(a + b + (c + d));
    }
}
