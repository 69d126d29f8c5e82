package io.poeem.state.image;

import java.util.Arrays;

/** Columns of a merge: entry i from position source[i] of the base, or ~source[i] of the changed. Runs of the base are copied at once. */
final class Columns {
    private Columns() {}

    static int[] gather(int[] source, int[] base, int[] changed) {
        int[] out = new int[source.length];
        copyRuns(source, base, out, 1);
        for (int i = 0; i < source.length; i++) {
            if (source[i] < 0) {
                out[i] = changed[~source[i]];
            }
        }
        return out;
    }

    static byte[] gather(int[] source, byte[] base, int baseRows, byte[] changed, int changedRows) {
        int width = width(base == null ? 0 : base.length, baseRows, changed == null ? 0 : changed.length, changedRows);
        byte[] out = new byte[source.length * width];
        copyRuns(source, base, out, width);
        for (int i = 0; i < source.length; i++) {
            if (source[i] < 0) {
                System.arraycopy(changed, ~source[i] * width, out, i * width, width);
            }
        }
        return out;
    }

    static float[] gather(int[] source, float[] base, int baseRows, float[] changed, int changedRows) {
        int width = width(base == null ? 0 : base.length, baseRows, changed == null ? 0 : changed.length, changedRows);
        float[] out = new float[Math.multiplyExact(source.length, width)];
        copyRuns(source, base, out, width);
        for (int i = 0; i < source.length; i++) {
            if (source[i] < 0) {
                System.arraycopy(changed, ~source[i] * width, out, i * width, width);
            }
        }
        return out;
    }

    private static int width(int baseLength, int baseRows, int changedLength, int changedRows) {
        return baseRows > 0 ? baseLength / baseRows : changedRows > 0 ? changedLength / changedRows : 0;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy")
    private static void copyRuns(int[] source, Object base, Object out, int width) {
        for (int i = 0; i < source.length; ) {
            if (source[i] < 0) {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < source.length && source[end] == source[end - 1] + 1) {
                end++;
            }
            System.arraycopy(base, source[i] * width, out, i * width, (end - i) * width);
            i = end;
        }
    }

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
