package io.poeem.state.scan;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** What the vector kernels have in common: everything but the sums, in vectors of the machine's preferred width. */
abstract class VectorSieve implements ScanKernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /** Beside wide vectors a wide one of which half is taken: JDK 17 must not see shorts of two shapes; see {@link WideScanKernels}. */
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(LANES == 16 ? 512 : Math.max(64, LANES * Short.SIZE)));

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, LANES * Byte.SIZE)));

    private final ScalarScanKernels scalar = new ScalarScanKernels();
    private final float[] lanes = new float[LANES];

    /** Whether shorts and bytes of as many lanes as a float vector has fill a vector each. */
    private static boolean wholeVectors() {
        return BYTES.length() == LANES && SHORTS.length() >= LANES;
    }

    @Override
    public void range(float[] table, int from, int k, float[] out, int oo) {
        if (k % LANES != 0) {
            scalar.range(table, from, k, out, oo);
            return;
        }
        FloatVector low = FloatVector.fromArray(FLOATS, table, from);
        FloatVector high = low;
        for (int i = LANES; i < k; i += LANES) {
            FloatVector t = FloatVector.fromArray(FLOATS, table, from + i);
            low = low.min(t);
            high = high.max(t);
        }
        out[oo] = low.reduceLanes(VectorOperators.MIN);
        out[oo + 1] = high.reduceLanes(VectorOperators.MAX);
    }

    @Override
    public void quantize(float[] table, int from, int k, float least, float inverseStep, byte[] out, int oo) {
        int i = 0;
        if (wholeVectors()) {
            FloatVector factor = FloatVector.broadcast(FLOATS, inverseStep);
            FloatVector magic = FloatVector.broadcast(FLOATS, ByteTables.MAGIC);
            for (; i + LANES <= k; i += LANES) {
                IntVector levels = FloatVector.fromArray(FLOATS, table, from + i)
                        .sub(least)
                        .fma(factor, magic)
                        .reinterpretAsInts()
                        .and(ByteTables.LAST_BITS)
                        .min(255);
                ((ByteVector) levels.convertShape(VectorOperators.I2B, BYTES, 0)).intoArray(out, oo + i);
            }
        }
        scalar.quantize(table, from + i, k - i, least, inverseStep, out, oo + i);
    }

    @Override
    public int atLeast(
            short[] sums,
            int n,
            float step,
            float base,
            float[] factors,
            float[] addends,
            int at,
            float least,
            int[] hits) {
        if (!wholeVectors()) {
            return scalar.atLeast(sums, n, step, base, factors, addends, at, least, hits);
        }
        FloatVector steps = FloatVector.broadcast(FLOATS, step);
        FloatVector bases = FloatVector.broadcast(FLOATS, base);
        FloatVector leasts = FloatVector.broadcast(FLOATS, least);
        int found = 0;
        for (int i = 0; i < n; i += LANES) {
            FloatVector sum = (FloatVector) ShortVector.fromArray(SHORTS, sums, i)
                    .convertShape(VectorOperators.S2I, INTS, 0)
                    .convert(VectorOperators.I2F, 0);
            FloatVector score = sum.fma(steps, bases)
                    .fma(
                            FloatVector.fromArray(FLOATS, factors, at + i),
                            FloatVector.fromArray(FLOATS, addends, at + i));
            if (score.compare(VectorOperators.GE, leasts).anyTrue()) {
                score.intoArray(lanes, 0);
                found = collect(Math.min(LANES, n - i), i, least, hits, found);
            }
        }
        return found;
    }

    private int collect(int n, int from, float least, int[] hits, int found) {
        int end = found;
        for (int lane = 0; lane < n; lane++) {
            hits[end] = from + lane;
            end += lanes[lane] >= least ? 1 : 0;
        }
        return end;
    }
}
