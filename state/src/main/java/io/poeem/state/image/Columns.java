package io.poeem.state.image;

import java.util.Arrays;

/** Columns of rows, flat. */
final class Columns {
    private Columns() {}

    /** Rows of {@code width} in another order. */
    static float[] permute(float[] rows, int[] order, int width) {
        float[] out = new float[order.length * width];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(rows, order[i] * width, out, i * width, width);
        }
        return out;
    }

    /** Room for one row more. */
    static float[] room(float[] column, int needed) {
        return needed <= column.length ? column : Arrays.copyOf(column, Math.max(needed, 2 * column.length));
    }
}
