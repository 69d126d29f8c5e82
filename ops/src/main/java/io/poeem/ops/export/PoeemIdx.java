package io.poeem.ops.export;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.model.Shape;
import java.io.IOException;

/**
 * The index file of the method's authors ({@code indexing.py} and {@code search_op.cc} of their repository), little-endian, without
 * padding:
 *
 * <pre>
 * i8 use_residual = 1 · i64 n, d, J, K, D · f32 codebook[D,K,d/D]
 * i64 id[n] · f32 norm[n] · u8 code[n,D] · f32 coarse[J,d] · u32 assignment[n]
 * </pre>
 *
 * The norm is |T(x)|, and K is at most 256, so that codes are bytes. It has no place for a rotation: centroids are those of rotated
 * space, and so must queries be, q' = qR.
 */
final class PoeemIdx {

    private PoeemIdx() {}

    static void write(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
        Shape shape = image.model().shape();
        Items items = image.items();
        int n = items.size();
        out.u8(1);
        out.i64(n).i64(shape.dims()).i64(shape.coarse()).i64(shape.centroids()).i64(shape.subspaces());
        out.floats(image.model().codebooks().subspaces());
        for (int i = 0; i < n; i++) {
            out.i64(numbers.of(i));
        }
        out.floats(items.norms());
        out.bytes(items.codes(), 0, n * shape.subspaces());
        out.floats(image.model().codebooks().coarse());
        for (int i = 0; i < n; i++) {
            out.i32(items.coarse(i));
            rows.next();
        }
    }
}
