package io.poeem.ops.export;

import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import java.io.IOException;

/**
 * An index file as Faiss's {@code write_index} writes it: an IndexIVFPQ by inner product over residuals, behind an IndexPreTransform
 * where there is a rotation. Little-endian, without padding; a vector is its u64 count and its elements:
 *
 * <pre>
 * [ "IxPT" · header · i32 1 · "LTra" · u8 0 · f32 A[d·d] · f32 b[0] · i32 d · i32 d · u8 1 ]          y = Ax, so A = Rᵀ
 * "IwPQ" · header · u64 nlist · u64 nprobe · quantizer · u8 0 · i64 direct map[0]
 *        · u8 by_residual · u64 code_size · u64 d, M, nbits · f32 centroids[M·2^nbits·d/M] · lists
 * quantizer: "IxFI" · header · f32 v[J·d]
 * lists:     "ilar" · u64 nlist · u64 code_size · "full" · u64 sizes[nlist] · for each that is not empty: u8 codes · i64 ids
 * header:    i32 d · i64 ntotal · i64 2^20 · i64 2^20 · u8 is_trained · i32 metric
 * </pre>
 *
 * Faiss packs codes into bits unless these are 8, and takes as many centroids as 2^bits; where K is below 256, centroid 0 of each subspace
 * stands in the unused places: no code names them, and of equals an encoder takes the first.
 */
final class Faiss {

    private static final int INNER_PRODUCT = 0;
    private static final int BITS = 8;
    private static final int CENTROIDS = 1 << BITS;
    private static final int UNUSED = 1 << 20;
    /** What our own searcher probes unless told otherwise. */
    private static final int NPROBE = 8;

    private Faiss() {}

    static void write(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
        Model model = image.model();
        long n = image.size();
        int d = model.shape().dims();
        if (!model.rotation().isIdentity()) {
            out.text("IxPT");
            header(d, n, out);
            out.i32(1);
            rotation(model.rotation().matrix(), d, out);
        }
        out.text("IwPQ");
        header(d, n, out);
        quantizer(model, out);
        productQuantizer(model, out);
        lists(image, numbers, out, rows);
    }

    private static void header(int d, long n, HashedFile out) throws IOException {
        out.i32(d).i64(n).i64(UNUSED).i64(UNUSED).u8(1).i32(INNER_PRODUCT);
    }

    private static void rotation(float[] r, int d, HashedFile out) throws IOException {
        out.text("LTra").u8(0).i64(r.length);
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < d; i++) {
                out.f32(r[i * d + j]);
            }
        }
        out.i64(0).i32(d).i32(d).u8(1);
    }

    private static void quantizer(Model model, HashedFile out) throws IOException {
        int lists = model.shape().coarse();
        out.i64(lists).i64(Math.min(NPROBE, lists));
        out.text("IxFI");
        header(model.shape().dims(), lists, out);
        float[] centroids = model.codebooks().coarse();
        out.i64(centroids.length).floats(centroids);
        out.u8(0).i64(0);
    }

    private static void productQuantizer(Model model, HashedFile out) throws IOException {
        Shape shape = model.shape();
        out.u8(1).i64(shape.subspaces());
        out.i64(shape.dims()).i64(shape.subspaces()).i64(BITS);
        out.i64((long) CENTROIDS * shape.dims());
        float[] w = model.codebooks().subspaces();
        int book = shape.centroids() * shape.subDims();
        for (int m = 0; m < shape.subspaces(); m++) {
            out.floats(w, m * book, book);
            for (int unused = shape.centroids(); unused < CENTROIDS; unused++) {
                out.floats(w, m * book, shape.subDims());
            }
        }
    }

    private static void lists(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
        Shape shape = image.model().shape();
        int subspaces = shape.subspaces();
        ItemsByList lists = new ItemsByList(image.items(), shape.coarse());
        out.text("ilar").i64(shape.coarse()).i64(subspaces);
        out.text("full").i64(shape.coarse());
        for (int list = 0; list < shape.coarse(); list++) {
            out.i64(lists.size(list));
        }
        byte[] codes = image.items().codes();
        for (int list = 0; list < shape.coarse(); list++) {
            for (int place = 0; place < lists.size(list); place++) {
                out.bytes(codes, lists.item(list, place) * subspaces, subspaces);
            }
            for (int place = 0; place < lists.size(list); place++) {
                out.i64(numbers.of(lists.item(list, place)));
                rows.next();
            }
        }
    }
}
