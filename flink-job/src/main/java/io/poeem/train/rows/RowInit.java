package io.poeem.train.rows;

/**
 * The first values of a row, from the seed and the row's key alone: it does not matter when, where or how often a row is
 * made.
 *
 * <p>Each value is a standard normal clipped to [-2, 2], times a factor chosen so that the row's expected squared norm is
 * the square of the wanted one. Normals are made by Acklam's rational approximation of the inverse distribution function
 * (relative error below 1.2e-9), which in the clipped range needs hardly more than multiplications and is therefore the
 * same on every machine.
 */
public final class RowInit {

    /** E[clip(z, -2, 2)²] for a standard normal z. */
    public static final double CLIPPED_VARIANCE = 0.920536925659;

    private static final double CLIP = 2;
    private static final double CLIPPED_MASS = 0.022750131948179195; // P(z < -2)
    private static final double TAIL = 0.02425;

    private static final double[] A = {
        -3.969683028665376e+01,
        2.209460984245205e+02,
        -2.759285104469687e+02,
        1.383577518672690e+02,
        -3.066479806614716e+01,
        2.506628277459239e+00
    };
    private static final double[] B = {
        -5.447609879822406e+01,
        1.615858368580409e+02,
        -1.556989798598866e+02,
        6.680131188771972e+01,
        -1.328068155288572e+01
    };
    private static final double[] C = {
        -7.784894002430293e-03,
        -3.223964580411365e-01,
        -2.400758277161838e+00,
        -2.549732539343734e+00,
        4.374664141464968e+00,
        2.938163982698783e+00
    };
    private static final double[] D = {
        7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00
    };

    private final long seed;
    private final double factor;

    /**
     * @param seed the model's seed, different for tables whose equal keys shall have different rows
     * @param dims values per row
     * @param norm the wanted root of the expected squared norm of a row
     */
    public RowInit(long seed, int dims, double norm) {
        this.seed = seed;
        this.factor = norm / Math.sqrt(dims * CLIPPED_VARIANCE);
    }

    /** Fills {@code row[offset … offset + dims)} with the first values of {@code key}'s row. */
    public void fill(String key, float[] row, int offset, int dims) {
        long state = mix(Slices.hash(key) ^ mix(seed));
        for (int i = 0; i < dims; i++) {
            state += 0x9e3779b97f4a7c15L;
            double uniform = ((mix(state) >>> 11) + 0.5) * 0x1.0p-53;
            row[offset + i] = (float) (factor * clippedNormal(uniform));
        }
    }

    /** The clipped normal below which a share {@code p} of all normals lie. */
    static double clippedNormal(double p) {
        if (p < CLIPPED_MASS) {
            return -CLIP;
        }
        if (p > 1 - CLIPPED_MASS) {
            return CLIP;
        }
        if (p < TAIL) {
            return tail(p);
        }
        if (p > 1 - TAIL) {
            return -tail(1 - p);
        }
        double q = p - 0.5;
        double r = q * q;
        return (((((A[0] * r + A[1]) * r + A[2]) * r + A[3]) * r + A[4]) * r + A[5])
                * q
                / (((((B[0] * r + B[1]) * r + B[2]) * r + B[3]) * r + B[4]) * r + 1);
    }

    private static double tail(double p) {
        double q = Math.sqrt(-2 * StrictMath.log(p));
        return (((((C[0] * q + C[1]) * q + C[2]) * q + C[3]) * q + C[4]) * q + C[5])
                / ((((D[0] * q + D[1]) * q + D[2]) * q + D[3]) * q + 1);
    }

    /** SplitMix64's finalizer. */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
