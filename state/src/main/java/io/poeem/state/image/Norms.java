package io.poeem.state.image;

/**
 * Norms kept as what a search multiplies by, 1 / ‖T(x)‖, and so that they can be had back bit for bit. The reciprocal of the reciprocal
 * differs from the norm by at most one unit in the last place, so two more bits per item tell the norm.
 *
 * <p>1 / n and its reciprocal are each rounded once: relative error 2^-24 and 2^-24, in sum not above one unit in the last place of a
 * number whose mantissa is small, and less than two where it is large, of which rounding takes the rest; {@code NormsTest} tries them.
 */
final class Norms {
    /** Whose reciprocal, and the reciprocal of that, are normal numbers. */
    static final float LEAST = 0x1p-120f;

    static final float MOST = 0x1p120f;

    private Norms() {}

    /** Whether a norm is 0 or within bounds. */
    static boolean valid(float norm) {
        return norm == 0 || norm >= LEAST && norm <= MOST;
    }

    /** 0 for a vector of zeros, whose cosine to everything is 0. */
    static float inverse(float norm) {
        return norm == 0 ? 0 : 1 / norm;
    }

    /** Units in the last place between the norm and what the inverse says, 0 to 3 for -2 to 1. */
    static int correction(float norm) {
        return norm == 0 ? 2 : 2 + Float.floatToRawIntBits(norm) - Float.floatToRawIntBits(1 / inverse(norm));
    }

    static float norm(float inverse, int correction) {
        return inverse == 0 ? 0 : Float.intBitsToFloat(Float.floatToRawIntBits(1 / inverse) + correction - 2);
    }

    /** Bytes of n corrections. */
    static int bytes(int n) {
        return n + 3 >>> 2;
    }

    static int correction(byte[] corrections, int i) {
        return corrections[i >>> 2] >>> 2 * (i & 3) & 3;
    }

    static void correction(byte[] corrections, int i, int correction) {
        int shift = 2 * (i & 3);
        corrections[i >>> 2] = (byte) (corrections[i >>> 2] & ~(3 << shift) | correction << shift);
    }
}
