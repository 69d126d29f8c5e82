package io.poeem.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nearest centroids of two vectors of points, a point per lane: the products with eight centroids at a time are a register
 * tile as in {@link VectorProduct}, and each is compared with the best so far as it leaves the tile; no score is stored.
 */
final class VectorNearest {

    private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
    private static final int WIDTH = SPECIES.length();

    private VectorNearest() {}

    /**
     * Writes the index of each point's nearest centroid, as a float, to {@code found} from {@code fo} on. Beyond the last
     * centroid the tile repeats it, which never wins: only the strictly nearer does.
     */
    static void find(
            int depth,
            float[] panels,
            int po,
            float[] centroids,
            int co,
            int k,
            float[] halfNorms,
            float[] found,
            int fo) {
        FloatVector bestLeft = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector bestRight = bestLeft;
        FloatVector left = FloatVector.zero(SPECIES);
        FloatVector right = left;
        for (int c = 0; c < k; c += FloatKernels.TILE_ROWS) {
            int c0 = c;
            int c1 = Math.min(c + 1, k - 1);
            int c2 = Math.min(c + 2, k - 1);
            int c3 = Math.min(c + 3, k - 1);
            int c4 = Math.min(c + 4, k - 1);
            int c5 = Math.min(c + 5, k - 1);
            int c6 = Math.min(c + 6, k - 1);
            int c7 = Math.min(c + 7, k - 1);
            int a0 = co + c0 * depth;
            int a1 = co + c1 * depth;
            int a2 = co + c2 * depth;
            int a3 = co + c3 * depth;
            int a4 = co + c4 * depth;
            int a5 = co + c5 * depth;
            int a6 = co + c6 * depth;
            int a7 = co + c7 * depth;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector t0 = s0;
            FloatVector s1 = FloatVector.zero(SPECIES);
            FloatVector t1 = s1;
            FloatVector s2 = FloatVector.zero(SPECIES);
            FloatVector t2 = s2;
            FloatVector s3 = FloatVector.zero(SPECIES);
            FloatVector t3 = s3;
            FloatVector s4 = FloatVector.zero(SPECIES);
            FloatVector t4 = s4;
            FloatVector s5 = FloatVector.zero(SPECIES);
            FloatVector t5 = s5;
            FloatVector s6 = FloatVector.zero(SPECIES);
            FloatVector t6 = s6;
            FloatVector s7 = FloatVector.zero(SPECIES);
            FloatVector t7 = s7;
            for (int l = 0; l < depth; l++) {
                int at = po + l * FloatKernels.TILE_COLUMNS;
                FloatVector x = FloatVector.fromArray(SPECIES, panels, at);
                FloatVector y = FloatVector.fromArray(SPECIES, panels, at + WIDTH);
                FloatVector w0 = FloatVector.broadcast(SPECIES, centroids[a0 + l]);
                s0 = w0.fma(x, s0);
                t0 = w0.fma(y, t0);
                FloatVector w1 = FloatVector.broadcast(SPECIES, centroids[a1 + l]);
                s1 = w1.fma(x, s1);
                t1 = w1.fma(y, t1);
                FloatVector w2 = FloatVector.broadcast(SPECIES, centroids[a2 + l]);
                s2 = w2.fma(x, s2);
                t2 = w2.fma(y, t2);
                FloatVector w3 = FloatVector.broadcast(SPECIES, centroids[a3 + l]);
                s3 = w3.fma(x, s3);
                t3 = w3.fma(y, t3);
                FloatVector w4 = FloatVector.broadcast(SPECIES, centroids[a4 + l]);
                s4 = w4.fma(x, s4);
                t4 = w4.fma(y, t4);
                FloatVector w5 = FloatVector.broadcast(SPECIES, centroids[a5 + l]);
                s5 = w5.fma(x, s5);
                t5 = w5.fma(y, t5);
                FloatVector w6 = FloatVector.broadcast(SPECIES, centroids[a6 + l]);
                s6 = w6.fma(x, s6);
                t6 = w6.fma(y, t6);
                FloatVector w7 = FloatVector.broadcast(SPECIES, centroids[a7 + l]);
                s7 = w7.fma(x, s7);
                t7 = w7.fma(y, t7);
            }
            FloatVector h0 = FloatVector.broadcast(SPECIES, halfNorms[c0]);
            FloatVector n0 = FloatVector.broadcast(SPECIES, c0);
            s0 = s0.sub(h0);
            t0 = t0.sub(h0);
            VectorMask<Float> m0 = s0.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r0 = t0.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s0, m0);
            bestRight = bestRight.blend(t0, r0);
            left = left.blend(n0, m0);
            right = right.blend(n0, r0);
            FloatVector h1 = FloatVector.broadcast(SPECIES, halfNorms[c1]);
            FloatVector n1 = FloatVector.broadcast(SPECIES, c1);
            s1 = s1.sub(h1);
            t1 = t1.sub(h1);
            VectorMask<Float> m1 = s1.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r1 = t1.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s1, m1);
            bestRight = bestRight.blend(t1, r1);
            left = left.blend(n1, m1);
            right = right.blend(n1, r1);
            FloatVector h2 = FloatVector.broadcast(SPECIES, halfNorms[c2]);
            FloatVector n2 = FloatVector.broadcast(SPECIES, c2);
            s2 = s2.sub(h2);
            t2 = t2.sub(h2);
            VectorMask<Float> m2 = s2.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r2 = t2.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s2, m2);
            bestRight = bestRight.blend(t2, r2);
            left = left.blend(n2, m2);
            right = right.blend(n2, r2);
            FloatVector h3 = FloatVector.broadcast(SPECIES, halfNorms[c3]);
            FloatVector n3 = FloatVector.broadcast(SPECIES, c3);
            s3 = s3.sub(h3);
            t3 = t3.sub(h3);
            VectorMask<Float> m3 = s3.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r3 = t3.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s3, m3);
            bestRight = bestRight.blend(t3, r3);
            left = left.blend(n3, m3);
            right = right.blend(n3, r3);
            FloatVector h4 = FloatVector.broadcast(SPECIES, halfNorms[c4]);
            FloatVector n4 = FloatVector.broadcast(SPECIES, c4);
            s4 = s4.sub(h4);
            t4 = t4.sub(h4);
            VectorMask<Float> m4 = s4.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r4 = t4.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s4, m4);
            bestRight = bestRight.blend(t4, r4);
            left = left.blend(n4, m4);
            right = right.blend(n4, r4);
            FloatVector h5 = FloatVector.broadcast(SPECIES, halfNorms[c5]);
            FloatVector n5 = FloatVector.broadcast(SPECIES, c5);
            s5 = s5.sub(h5);
            t5 = t5.sub(h5);
            VectorMask<Float> m5 = s5.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r5 = t5.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s5, m5);
            bestRight = bestRight.blend(t5, r5);
            left = left.blend(n5, m5);
            right = right.blend(n5, r5);
            FloatVector h6 = FloatVector.broadcast(SPECIES, halfNorms[c6]);
            FloatVector n6 = FloatVector.broadcast(SPECIES, c6);
            s6 = s6.sub(h6);
            t6 = t6.sub(h6);
            VectorMask<Float> m6 = s6.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r6 = t6.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s6, m6);
            bestRight = bestRight.blend(t6, r6);
            left = left.blend(n6, m6);
            right = right.blend(n6, r6);
            FloatVector h7 = FloatVector.broadcast(SPECIES, halfNorms[c7]);
            FloatVector n7 = FloatVector.broadcast(SPECIES, c7);
            s7 = s7.sub(h7);
            t7 = t7.sub(h7);
            VectorMask<Float> m7 = s7.compare(VectorOperators.GT, bestLeft);
            VectorMask<Float> r7 = t7.compare(VectorOperators.GT, bestRight);
            bestLeft = bestLeft.blend(s7, m7);
            bestRight = bestRight.blend(t7, r7);
            left = left.blend(n7, m7);
            right = right.blend(n7, r7);
        }
        left.intoArray(found, fo);
        right.intoArray(found, fo + WIDTH);
    }
}
