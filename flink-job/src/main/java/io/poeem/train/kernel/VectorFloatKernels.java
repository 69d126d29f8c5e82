package io.poeem.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels with the Vector API, at the widest vectors of the machine.
 *
 * <p>What is not used, because interpreter and compilers differ in it: sums across lanes, and the transcendental lane
 * operations.
 */
final class VectorFloatKernels implements FloatKernels {

    static final VectorSpecies<Float> SPECIES = widest();
    private static final int WIDTH = SPECIES.length();

    private final float[] lanes = new float[LANES];
    private final float[] found = new float[TILE_COLUMNS];

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
                VectorProduct.tile(
                        k, a, ao + i * aRow, aRow, aColumn, b, bo + j, bRow, c, co + i * cRow + j, cRow, add);
            }
        }
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
    public void nearest(
            int n,
            int depth,
            float[] panels,
            int po,
            int panelSize,
            float[] centroids,
            int co,
            int k,
            float[] halfNorms,
            int[] out) {
        for (int first = 0; first < n; first += TILE_COLUMNS) {
            int panel = po + first / TILE_COLUMNS * panelSize;
            for (int j = 0; j < TILE_COLUMNS; j += 2 * WIDTH) {
                VectorNearest.find(depth, panels, panel + j, centroids, co, k, halfNorms, found, j);
            }
            for (int j = 0; j < Math.min(TILE_COLUMNS, n - first); j++) {
                out[first + j] = (int) found[j];
            }
        }
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
