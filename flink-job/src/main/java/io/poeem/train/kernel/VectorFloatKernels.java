package io.poeem.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API, at the widest vectors of the machine.
 *
 * <p>The product works in register tiles of 8 rows by 2 vectors: 16 sums stay in registers while k runs, each step loads two
 * vectors of B and broadcasts eight elements of A for 16 multiply-adds. What is not used, because interpreter and
 * compilers differ in it: sums across lanes, and the transcendental lane operations.
 */
final class VectorFloatKernels implements FloatKernels {

    private static final VectorSpecies<Float> SPECIES = widest();
    private static final int WIDTH = SPECIES.length();

    private final float[] lanes = new float[LANES];

    /** The machine's preferred vectors, but no wider than our {@value #LANES} partial sums. */
    private static VectorSpecies<Float> widest() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() <= LANES ? preferred : FloatVector.SPECIES_512;
    }

    @Override
    public void multiply(
            int m,
            int n,
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
        for (int i = 0; i < m; i += TILE_ROWS) {
            for (int j = 0; j < n; j += 2 * WIDTH) {
                tile(k, a, ao + i * aRow, aRow, aColumn, b, bo + j, bRow, c, co + i * cRow + j, cRow, add);
            }
        }
    }

    /** One register tile of {@link #multiply}. */
    private static void tile(
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

    @Override
    public float dot(float[] a, int ao, float[] b, int bo, int n) {
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = lane; j < n; j += LANES) {
                sum = FloatVector.fromArray(SPECIES, a, ao + j).fma(FloatVector.fromArray(SPECIES, b, bo + j), sum);
            }
            sum.intoArray(lanes, lane);
        }
        return ScalarFloatKernels.sumByHalves(lanes);
    }

    @Override
    public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
        FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector.fromArray(SPECIES, x, xo + j)
                    .fma(factor, FloatVector.fromArray(SPECIES, y, yo + j))
                    .intoArray(y, yo + j);
        }
    }

    @Override
    public void scale(float alpha, float[] x, int xo, float[] out, int oo, int n) {
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector.fromArray(SPECIES, x, xo + j).mul(alpha).intoArray(out, oo + j);
        }
    }

    @Override
    public void scaledDifference(
            float alpha, float[] x, int xo, float beta, float[] y, int yo, float[] out, int oo, int n) {
        FloatVector minus = FloatVector.broadcast(SPECIES, -beta);
        for (int j = 0; j < n; j += WIDTH) {
            minus.fma(FloatVector.fromArray(SPECIES, y, yo + j), FloatVector.fromArray(SPECIES, x, xo + j))
                    .mul(alpha)
                    .intoArray(out, oo + j);
        }
    }

    @Override
    public float max(float[] a, int ao, int n) {
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < n; j += WIDTH) {
            max = max.max(FloatVector.fromArray(SPECIES, a, ao + j));
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    @Override
    public float expSum(float[] s, int so, int n, float max) {
        FloatVector minusMax = FloatVector.broadcast(SPECIES, max);
        for (int lane = 0; lane < LANES; lane += WIDTH) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = lane; j < n; j += LANES) {
                FloatVector e = exp(FloatVector.fromArray(SPECIES, s, so + j).sub(minusMax));
                e.intoArray(s, so + j);
                sum = sum.add(e);
            }
            sum.intoArray(lanes, lane);
        }
        return ScalarFloatKernels.sumByHalves(lanes);
    }

    /** {@link Exponential#of} in each lane. */
    private static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.fma(of(Exponential.LOG2_E), of(Exponential.MAGIC));
        FloatVector n = shifted.sub(of(Exponential.MAGIC));
        FloatVector r = n.fma(of(Exponential.MINUS_LN2_LOW), n.fma(of(Exponential.MINUS_LN2_HIGH), x));
        FloatVector p = r.fma(of(Exponential.C5), of(Exponential.C4));
        p = p.fma(r, of(Exponential.C3));
        p = p.fma(r, of(Exponential.C2));
        p = p.fma(r, of(Exponential.C1));
        p = p.fma(r, of(Exponential.C0));
        FloatVector y = p.fma(r.mul(r), r).add(of(1));
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, Exponential.MANTISSA_BITS);
        FloatVector result = y.reinterpretAsInts().add(exponent).reinterpretAsFloats();
        VectorMask<Float> vanishes = x.compare(VectorOperators.LT, of(Exponential.SMALLEST));
        return result.blend(of(0), vanishes);
    }

    private static FloatVector of(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    @Override
    public int argMaxDifference(float[] a, int ao, float[] b, int bo, int n) {
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < n; j += WIDTH) {
            max = max.max(FloatVector.fromArray(SPECIES, a, ao + j).sub(FloatVector.fromArray(SPECIES, b, bo + j)));
        }
        float value = max.reduceLanes(VectorOperators.MAX);
        for (int j = 0; j < n; j += WIDTH) {
            FloatVector d = FloatVector.fromArray(SPECIES, a, ao + j).sub(FloatVector.fromArray(SPECIES, b, bo + j));
            if (d.compare(VectorOperators.EQ, value).anyTrue()) {
                return j + ScalarFloatKernels.find(value, a, ao + j, b, bo + j, WIDTH);
            }
        }
        return 0;
    }

    @Override
    public void adagrad(float[] x, float[] h, float[] g, int n, float rate) {
        int whole = SPECIES.loopBound(n);
        for (int j = 0; j < whole; j += WIDTH) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, j);
            FloatVector squares = gradient.fma(gradient, FloatVector.fromArray(SPECIES, h, j));
            squares.intoArray(h, j);
            FloatVector step = gradient.mul(rate).div(squares.sqrt());
            FloatVector.fromArray(SPECIES, x, j).sub(step).intoArray(x, j);
        }
        for (int j = whole; j < n; j++) {
            h[j] = Math.fma(g[j], g[j], h[j]);
            x[j] -= rate * g[j] / (float) Math.sqrt(h[j]);
        }
    }
}
