package io.poeem.train.kernel;

/**
 * e^x for x ≤ 0 in single precision, from additions and fused multiply-adds alone, so that scalar and vector code agree
 * in every bit.
 *
 * <p>x = n ln 2 + r with |r| ≤ ln 2 / 2; e^r by the polynomial of Cephes' expf. n is rounded, and its bits are had, by adding
 * 1.5·2^23: the sum's last mantissa bits are then n. A conversion to int would do the same, but JDK 17 does not compile it
 * to an instruction. Below {@link #SMALLEST} the result would be subnormal and is 0. Within 2 ulp elsewhere.
 */
final class Exponential {

    static final float SMALLEST = -87.33654f;
    static final float LOG2_E = 1.44269504f;
    static final float MAGIC = 0x1.8p23f;
    static final float MINUS_LN2_HIGH = -0.693359375f;
    static final float MINUS_LN2_LOW = 2.12194440e-4f;
    static final float C5 = 1.9875691500e-4f;
    static final float C4 = 1.3981999507e-3f;
    static final float C3 = 8.3334519073e-3f;
    static final float C2 = 4.1665795894e-2f;
    static final float C1 = 1.6666665459e-1f;
    static final float C0 = 5.0000001201e-1f;
    static final int MANTISSA_BITS = 23;

    private Exponential() {}

    /** e^x for x ≤ 0. */
    static float of(float x) {
        if (x < SMALLEST) {
            return 0;
        }
        float shifted = Math.fma(x, LOG2_E, MAGIC);
        float n = shifted - MAGIC;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, x));
        float p = Math.fma(C5, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, C1);
        p = Math.fma(p, r, C0);
        float y = Math.fma(p, r * r, r) + 1;
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) + (Float.floatToRawIntBits(shifted) << MANTISSA_BITS));
    }
}
