package io.poeem.state.scan;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * With vectors of 64 bytes, for processors that look up 64 indices in a register of 64 bytes at once. Packed codes go four subspaces at
 * a time, each with its own quarter of the register as its table; for codes of a byte a table of 256 entries is four registers, and the
 * codes of two blocks in a subspace go at a time.
 *
 * <p>All vectors that live in loops are of one shape on purpose: JDK 17 loses track of a vector's class where a loop's ends meet, and
 * keeps vectors on the heap once methods of them have been seen with a second shape.
 */
final class WideScanKernels extends VectorSieve {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_512;
    private static final int WIDTH = BYTES.length();
    private static final int LANES = SHORTS.length();
    private static final int QUARTER = WIDTH / 4;
    private static final byte[] QUARTERS = new byte[WIDTH];
    // Made once: making a shuffle or a mask puts it on the heap.
    private static final VectorShuffle<Short> BY_HALF = VectorShuffle.iota(SHORTS, LANES / 2, 1, true);
    private static final VectorShuffle<Short> BY_QUARTER = VectorShuffle.iota(SHORTS, LANES / 4, 1, true);
    private static final VectorMask<Byte> UPPER_BYTES = VectorMask.fromLong(BYTES, -1L << WIDTH / 2);
    private static final VectorMask<Short> UPPER_SHORTS = VectorMask.fromLong(SHORTS, -1L << LANES / 2);

    static {
        for (int i = 0; i < WIDTH; i++) {
            QUARTERS[i] = (byte) (i - i % QUARTER);
        }
    }

    private final ScalarScanKernels scalar = new ScalarScanKernels();
    private final byte[] lastTable = new byte[WIDTH];

    static boolean fitsTheMachine() {
        return ByteVector.SPECIES_PREFERRED.length() == WIDTH;
    }

    @Override
    public void sums(CodeBlocks layout, byte[] codes, int firstBlock, int blocks, byte[] table, short[] sums) {
        int size = layout.blockBytes();
        int at = firstBlock * size;
        if (layout.packed() && size >= WIDTH) {
            packed(codes, at, size, blocks, table, sums);
        } else if (!layout.packed() && blocks > 1) {
            pairs(layout.subspaces(), codes, at, blocks, table, sums);
        } else {
            scalar.sums(layout, codes, firstBlock, blocks, table, sums);
        }
    }

    private void packed(byte[] codes, int at, int size, int blocks, byte[] table, short[] sums) {
        int whole = (size - 1) / WIDTH * WIDTH;
        prepareLast(table, size, whole);
        for (int b = 0; b < blocks; b++) {
            packedBlock(codes, at + b * size, size, whole, table, lastTable, sums, b * CodeBlocks.ITEMS);
        }
    }

    /** The last four subspaces, of which those before {@code whole} have been summed: their table is 0. */
    private void prepareLast(byte[] table, int size, int whole) {
        int done = whole - (size - WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            lastTable[i] = i < done ? 0 : table[size - WIDTH + i];
        }
    }

    private static void packedBlock(
            byte[] codes, int at, int size, int whole, byte[] table, byte[] last, short[] sums, int to) {
        ByteVector quarters = ByteVector.fromArray(BYTES, QUARTERS, 0);
        ShortVector lowEven = ShortVector.zero(SHORTS);
        ShortVector lowOdd = ShortVector.zero(SHORTS);
        ShortVector highEven = ShortVector.zero(SHORTS);
        ShortVector highOdd = ShortVector.zero(SHORTS);
        for (int m = 0; m < size; m += WIDTH) {
            boolean within = m < whole;
            int in = within ? m : size - WIDTH;
            ByteVector rows = ByteVector.fromArray(BYTES, within ? table : last, within ? m : 0);
            ByteVector both = ByteVector.fromArray(BYTES, codes, at + in);
            ByteVector high = both.reinterpretAsShorts()
                    .lanewise(VectorOperators.LSHR, 4)
                    .reinterpretAsBytes()
                    .and((byte) 15);
            ShortVector x = both.and((byte) 15).or(quarters).selectFrom(rows).reinterpretAsShorts();
            ShortVector y = high.or(quarters).selectFrom(rows).reinterpretAsShorts();
            lowEven = lowEven.add(x);
            lowOdd = lowOdd.add(x.lanewise(VectorOperators.LSHR, 8));
            highEven = highEven.add(y);
            highOdd = highOdd.add(y.lanewise(VectorOperators.LSHR, 8));
        }
        lowEven = lowEven.sub(lowOdd.lanewise(VectorOperators.LSHL, 8));
        highEven = highEven.sub(highOdd.lanewise(VectorOperators.LSHL, 8));
        lowEven = lowEven.add(lowEven.rearrange(BY_HALF));
        lowOdd = lowOdd.add(lowOdd.rearrange(BY_HALF));
        highEven = highEven.add(highEven.rearrange(BY_HALF));
        highOdd = highOdd.add(highOdd.rearrange(BY_HALF));
        // Each next store overwrites what is too much in the one before.
        lowEven.add(lowEven.rearrange(BY_QUARTER)).intoArray(sums, to);
        lowOdd.add(lowOdd.rearrange(BY_QUARTER)).intoArray(sums, to + LANES / 4);
        highEven.add(highEven.rearrange(BY_QUARTER)).intoArray(sums, to + LANES / 2);
        highOdd.add(highOdd.rearrange(BY_QUARTER)).intoArray(sums, to + 3 * LANES / 4);
    }

    private static void pairs(int subspaces, byte[] codes, int at, int blocks, byte[] table, short[] sums) {
        int size = subspaces * CodeBlocks.ITEMS;
        for (int b = 0; b < blocks; b += 2) {
            int first =
                    Math.min(b, blocks - 2); // the last of an odd number of blocks goes with the one before once more
            pair(subspaces, codes, at + first * size, table, sums, first * CodeBlocks.ITEMS);
        }
    }

    private static void pair(int subspaces, byte[] codes, int at, byte[] table, short[] sums, int to) {
        int second = at + (subspaces - 1) * CodeBlocks.ITEMS;
        ShortVector even = ShortVector.zero(SHORTS);
        ShortVector odd = ShortVector.zero(SHORTS);
        for (int m = 0; m < subspaces; m++) {
            int row = m * ByteTables.WIDE;
            ByteVector code = ByteVector.fromArray(BYTES, codes, at + m * CodeBlocks.ITEMS)
                    .blend(ByteVector.fromArray(BYTES, codes, second + m * CodeBlocks.ITEMS), UPPER_BYTES);
            ByteVector index = code.and((byte) 63);
            VectorMask<Byte> bit6 = code.and((byte) 64).compare(VectorOperators.NE, (byte) 0);
            VectorMask<Byte> bit7 = code.compare(VectorOperators.LT, (byte) 0);
            ByteVector below128 = index.selectFrom(ByteVector.fromArray(BYTES, table, row))
                    .blend(index.selectFrom(ByteVector.fromArray(BYTES, table, row + WIDTH)), bit6);
            ByteVector above127 = index.selectFrom(ByteVector.fromArray(BYTES, table, row + 2 * WIDTH))
                    .blend(index.selectFrom(ByteVector.fromArray(BYTES, table, row + 3 * WIDTH)), bit6);
            ShortVector found = below128.blend(above127, bit7).reinterpretAsShorts();
            even = even.add(found);
            odd = odd.add(found.lanewise(VectorOperators.LSHR, 8));
        }
        even = even.sub(odd.lanewise(VectorOperators.LSHL, 8));
        even.blend(odd.rearrange(BY_HALF), UPPER_SHORTS).intoArray(sums, to);
        even.rearrange(BY_HALF).blend(odd, UPPER_SHORTS).intoArray(sums, to + LANES);
    }
}
