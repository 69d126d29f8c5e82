package io.poeem.ops.export;

import java.io.IOException;

/**
 * The header of an array in NumPy's format 1.0: "\x93NUMPY" · u8 1 · u8 0 · u16 length · a Python dictionary, filled up with spaces and a
 * newline to a multiple of 64 bytes. The elements follow, row by row.
 */
final class Npy {

    private static final int ALIGNMENT = 64;
    private static final int BEFORE_TEXT = 10;

    private Npy() {}

    /** Of an array (rows, columns) of f32. */
    static void matrix(HashedFile out, int rows, int columns) throws IOException {
        header(out, "(" + rows + ", " + columns + ")");
    }

    /** Of an array (n) of f32. */
    static void vector(HashedFile out, int n) throws IOException {
        header(out, "(" + n + ",)");
    }

    private static void header(HashedFile out, String shape) throws IOException {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        int used = BEFORE_TEXT + text.length() + 1;
        int length = text.length() + 1 + (ALIGNMENT - used % ALIGNMENT) % ALIGNMENT;
        out.u8(0x93).text("NUMPY").u8(1).u8(0).u8(length & 0xff).u8(length >>> 8);
        out.text(text).text(" ".repeat(length - text.length() - 1)).text("\n");
    }
}
