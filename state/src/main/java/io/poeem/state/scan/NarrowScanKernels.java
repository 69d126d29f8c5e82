package io.poeem.state.scan;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * With vectors of 16 bytes: a table of 16 entries is a register, and 16 packed codes are looked up in it at once (André et al., "Cache
 * locality is not enough", 2015). Codes of a byte each are summed without vectors.
 */
final class NarrowScanKernels extends VectorSieve {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_128;
    private static final int ROW = BYTES.length();
    private static final int LANES = SHORTS.length();

    private final ScalarScanKernels scalar = new ScalarScanKernels();

    @Override
    public void sums(CodeBlocks layout, byte[] codes, int firstBlock, int blocks, byte[] table, short[] sums) {
        if (!layout.packed()) {
            scalar.sums(layout, codes, firstBlock, blocks, table, sums);
            return;
        }
        int size = layout.blockBytes();
        for (int b = 0; b < blocks; b++) {
            addPacked(codes, (firstBlock + b) * size, size, table, sums, b * CodeBlocks.ITEMS);
        }
    }

    /** Sums of whole 16-bit lanes hold those of the even bytes, and 256 times those of the odd ones, which are taken off in the end. */
    private static void addPacked(byte[] codes, int at, int size, byte[] table, short[] sums, int to) {
        ShortVector lowEven = ShortVector.zero(SHORTS);
        ShortVector lowOdd = ShortVector.zero(SHORTS);
        ShortVector highEven = ShortVector.zero(SHORTS);
        ShortVector highOdd = ShortVector.zero(SHORTS);
        for (int m = 0; m < size; m += ROW) {
            ByteVector row = ByteVector.fromArray(BYTES, table, m);
            ByteVector both = ByteVector.fromArray(BYTES, codes, at + m);
            ByteVector high = both.reinterpretAsShorts()
                    .lanewise(VectorOperators.LSHR, 4)
                    .reinterpretAsBytes()
                    .and((byte) 15);
            ShortVector x = both.and((byte) 15).selectFrom(row).reinterpretAsShorts();
            ShortVector y = high.selectFrom(row).reinterpretAsShorts();
            lowEven = lowEven.add(x);
            lowOdd = lowOdd.add(x.lanewise(VectorOperators.LSHR, 8));
            highEven = highEven.add(y);
            highOdd = highOdd.add(y.lanewise(VectorOperators.LSHR, 8));
        }
        lowEven.sub(lowOdd.lanewise(VectorOperators.LSHL, 8)).intoArray(sums, to);
        lowOdd.intoArray(sums, to + LANES);
        highEven.sub(highOdd.lanewise(VectorOperators.LSHL, 8)).intoArray(sums, to + 2 * LANES);
        highOdd.intoArray(sums, to + 3 * LANES);
    }
}
