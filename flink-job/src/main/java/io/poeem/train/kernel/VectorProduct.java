package io.poeem.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A register tile of a matrix product: 8 rows by 2 vectors. 16 sums stay in registers while k runs; each step loads two
 * vectors of B and broadcasts eight elements of A, for 16 multiply-adds. Written out, for the compiler keeps in registers
 * only what has a name.
 */
final class VectorProduct {

    private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
    private static final int WIDTH = SPECIES.length();

    private VectorProduct() {}

    /** One register tile of {@link #multiply}. */
    static void tile(
            int k,
            float[] a,
            int ao,
            int aRow,
            int aColumn,
            float[] b,
            int bo,
            int bRow,
            float[] c,
            int co,
            int cRow,
            boolean add) {
        int a0 = ao;
        int a1 = ao + 1 * aRow;
        int a2 = ao + 2 * aRow;
        int a3 = ao + 3 * aRow;
        int a4 = ao + 4 * aRow;
        int a5 = ao + 5 * aRow;
        int a6 = ao + 6 * aRow;
        int a7 = ao + 7 * aRow;
        int c0 = co;
        int c1 = co + 1 * cRow;
        int c2 = co + 2 * cRow;
        int c3 = co + 3 * cRow;
        int c4 = co + 4 * cRow;
        int c5 = co + 5 * cRow;
        int c6 = co + 6 * cRow;
        int c7 = co + 7 * cRow;
        FloatVector s0 = start(c, c0, add);
        FloatVector t0 = start(c, c0 + WIDTH, add);
        FloatVector s1 = start(c, c1, add);
        FloatVector t1 = start(c, c1 + WIDTH, add);
        FloatVector s2 = start(c, c2, add);
        FloatVector t2 = start(c, c2 + WIDTH, add);
        FloatVector s3 = start(c, c3, add);
        FloatVector t3 = start(c, c3 + WIDTH, add);
        FloatVector s4 = start(c, c4, add);
        FloatVector t4 = start(c, c4 + WIDTH, add);
        FloatVector s5 = start(c, c5, add);
        FloatVector t5 = start(c, c5 + WIDTH, add);
        FloatVector s6 = start(c, c6, add);
        FloatVector t6 = start(c, c6 + WIDTH, add);
        FloatVector s7 = start(c, c7, add);
        FloatVector t7 = start(c, c7 + WIDTH, add);
        for (int l = 0; l < k; l++) {
            int al = l * aColumn;
            FloatVector left = FloatVector.fromArray(SPECIES, b, bo + l * bRow);
            FloatVector right = FloatVector.fromArray(SPECIES, b, bo + l * bRow + WIDTH);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[a0 + al]);
            s0 = x0.fma(left, s0);
            t0 = x0.fma(right, t0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[a1 + al]);
            s1 = x1.fma(left, s1);
            t1 = x1.fma(right, t1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[a2 + al]);
            s2 = x2.fma(left, s2);
            t2 = x2.fma(right, t2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[a3 + al]);
            s3 = x3.fma(left, s3);
            t3 = x3.fma(right, t3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[a4 + al]);
            s4 = x4.fma(left, s4);
            t4 = x4.fma(right, t4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[a5 + al]);
            s5 = x5.fma(left, s5);
            t5 = x5.fma(right, t5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[a6 + al]);
            s6 = x6.fma(left, s6);
            t6 = x6.fma(right, t6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[a7 + al]);
            s7 = x7.fma(left, s7);
            t7 = x7.fma(right, t7);
        }
        s0.intoArray(c, c0);
        t0.intoArray(c, c0 + WIDTH);
        s1.intoArray(c, c1);
        t1.intoArray(c, c1 + WIDTH);
        s2.intoArray(c, c2);
        t2.intoArray(c, c2 + WIDTH);
        s3.intoArray(c, c3);
        t3.intoArray(c, c3 + WIDTH);
        s4.intoArray(c, c4);
        t4.intoArray(c, c4 + WIDTH);
        s5.intoArray(c, c5);
        t5.intoArray(c, c5 + WIDTH);
        s6.intoArray(c, c6);
        t6.intoArray(c, c6 + WIDTH);
        s7.intoArray(c, c7);
        t7.intoArray(c, c7 + WIDTH);
    }

    private static FloatVector start(float[] c, int at, boolean add) {
        return add ? FloatVector.fromArray(SPECIES, c, at) : FloatVector.zero(SPECIES);
    }
}
