package io.poeem.state.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The nearest centroid with lanes over rows of x: rows are negated and transposed in blocks of two vectors, each element of a centroid
 * is broadcast, four centroids at a time. So no sum is split, the smallest is found lane by lane, and the centroids need no
 * rearranging, which matters to a trainer whose centroids change with every step.
 *
 * <p>The running index is kept as a float (exact below 2^24), which spares converting masks between float and int.
 */
final class NearestRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int BLOCK = 2 * LANES;

    void run(
            float[] x,
            int xo,
            int xStride,
            int n,
            float[] w,
            int wo,
            float[] halfNorms,
            int ho,
            int k,
            int d,
            int[] out,
            int oo,
            int oStride) {
        float[] block = new float[d * BLOCK];
        float[] winners = new float[BLOCK];
        for (int from = 0; from < n; from += BLOCK) {
            int rows = Math.min(BLOCK, n - from);
            negateAndTranspose(x, xo + from * xStride, xStride, rows, d, block);
            scan(block, w, wo, halfNorms, ho, k, d, winners);
            for (int r = 0; r < rows; r++) {
                out[oo + (from + r) * oStride] = (int) winners[r];
            }
        }
    }

    private static void negateAndTranspose(float[] x, int xo, int xStride, int rows, int d, float[] block) {
        for (int r = 0; r < rows; r++) {
            int row = xo + r * xStride;
            for (int i = 0; i < d; i++) {
                block[i * BLOCK + r] = -x[row + i];
            }
        }
    }

    /** Lanes beyond the last row hold what stood there before, and nobody reads their winners. */
    private static void scan(
            float[] block, float[] w, int wo, float[] halfNorms, int ho, int k, int d, float[] winners) {
        FloatVector leastA = FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY);
        FloatVector leastB = leastA;
        FloatVector bestA = FloatVector.zero(SPECIES);
        FloatVector bestB = bestA;
        int j = 0;
        for (; j + 4 <= k; j += 4) {
            int w0 = wo + j * d;
            int w1 = w0 + d;
            int w2 = w1 + d;
            int w3 = w2 + d;
            FloatVector a0 = FloatVector.broadcast(SPECIES, halfNorms[ho + j]);
            FloatVector a1 = FloatVector.broadcast(SPECIES, halfNorms[ho + j + 1]);
            FloatVector a2 = FloatVector.broadcast(SPECIES, halfNorms[ho + j + 2]);
            FloatVector a3 = FloatVector.broadcast(SPECIES, halfNorms[ho + j + 3]);
            FloatVector b0 = a0;
            FloatVector b1 = a1;
            FloatVector b2 = a2;
            FloatVector b3 = a3;
            for (int i = 0, at = 0; i < d; i++, at += BLOCK) {
                FloatVector xa = FloatVector.fromArray(SPECIES, block, at);
                FloatVector xb = FloatVector.fromArray(SPECIES, block, at + LANES);
                FloatVector c0 = FloatVector.broadcast(SPECIES, w[w0 + i]);
                a0 = xa.fma(c0, a0);
                b0 = xb.fma(c0, b0);
                FloatVector c1 = FloatVector.broadcast(SPECIES, w[w1 + i]);
                a1 = xa.fma(c1, a1);
                b1 = xb.fma(c1, b1);
                FloatVector c2 = FloatVector.broadcast(SPECIES, w[w2 + i]);
                a2 = xa.fma(c2, a2);
                b2 = xb.fma(c2, b2);
                FloatVector c3 = FloatVector.broadcast(SPECIES, w[w3 + i]);
                a3 = xa.fma(c3, a3);
                b3 = xb.fma(c3, b3);
            }
            FloatVector id0 = FloatVector.broadcast(SPECIES, (float) j);
            FloatVector id1 = FloatVector.broadcast(SPECIES, (float) (j + 1));
            FloatVector id2 = FloatVector.broadcast(SPECIES, (float) (j + 2));
            FloatVector id3 = FloatVector.broadcast(SPECIES, (float) (j + 3));
            VectorMask<Float> m = a0.compare(VectorOperators.LT, leastA);
            leastA = leastA.blend(a0, m);
            bestA = bestA.blend(id0, m);
            m = b0.compare(VectorOperators.LT, leastB);
            leastB = leastB.blend(b0, m);
            bestB = bestB.blend(id0, m);
            m = a1.compare(VectorOperators.LT, leastA);
            leastA = leastA.blend(a1, m);
            bestA = bestA.blend(id1, m);
            m = b1.compare(VectorOperators.LT, leastB);
            leastB = leastB.blend(b1, m);
            bestB = bestB.blend(id1, m);
            m = a2.compare(VectorOperators.LT, leastA);
            leastA = leastA.blend(a2, m);
            bestA = bestA.blend(id2, m);
            m = b2.compare(VectorOperators.LT, leastB);
            leastB = leastB.blend(b2, m);
            bestB = bestB.blend(id2, m);
            m = a3.compare(VectorOperators.LT, leastA);
            leastA = leastA.blend(a3, m);
            bestA = bestA.blend(id3, m);
            m = b3.compare(VectorOperators.LT, leastB);
            leastB = leastB.blend(b3, m);
            bestB = bestB.blend(id3, m);
        }
        for (; j < k; j++) {
            FloatVector a = FloatVector.broadcast(SPECIES, halfNorms[ho + j]);
            FloatVector b = a;
            for (int i = 0; i < d; i++) {
                FloatVector c = FloatVector.broadcast(SPECIES, w[wo + j * d + i]);
                a = FloatVector.fromArray(SPECIES, block, i * BLOCK).fma(c, a);
                b = FloatVector.fromArray(SPECIES, block, i * BLOCK + LANES).fma(c, b);
            }
            FloatVector id = FloatVector.broadcast(SPECIES, (float) j);
            VectorMask<Float> m = a.compare(VectorOperators.LT, leastA);
            leastA = leastA.blend(a, m);
            bestA = bestA.blend(id, m);
            m = b.compare(VectorOperators.LT, leastB);
            leastB = leastB.blend(b, m);
            bestB = bestB.blend(id, m);
        }
        bestA.intoArray(winners, 0);
        bestB.intoArray(winners, LANES);
    }
}
