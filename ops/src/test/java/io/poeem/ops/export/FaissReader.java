package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** An IVF-PQ index of Faiss, with a linear transform before it or without; knows nothing of what writes it. */
final class FaissReader {

    private static final int INNER_PRODUCT = 0;

    final int d;
    final int n;
    final boolean transformed;
    final int lists;
    final int nprobe;
    final int subspaces;
    final int centroids;
    private final float[] transform; // y = Ax
    private final float[] coarse;
    private final float[] codebook;
    private final byte[][] codes;
    private final long[][] ids;

    FaissReader(Path file) {
        FileBytes in = new FileBytes(file);
        String kind = in.text(4);
        int[] header = header(in);
        d = header[0];
        n = header[1];
        transformed = kind.equals("IxPT");
        transform = transformed ? transform(in) : null;
        if (transformed) {
            in.requireText("IwPQ");
            assertThat(header(in)).containsExactly(header);
        } else {
            assertThat(kind).isEqualTo("IwPQ");
        }
        lists = in.size();
        nprobe = in.size();
        in.requireText("IxFI");
        assertThat(header(in)).containsExactly(d, lists);
        coarse = in.floats(in.size());
        assertThat(in.u8()).as("direct map").isZero();
        assertThat(in.size()).as("entries of the direct map").isZero();
        assertThat(in.u8()).as("by_residual").isOne();
        int codeSize = in.size();
        assertThat(in.size()).as("d of the product quantizer").isEqualTo(d);
        subspaces = in.size();
        int bits = in.size();
        centroids = 1 << bits;
        codebook = in.floats(in.size());
        assertThat(codebook).hasSize(centroids * d);
        assertThat(codeSize).isEqualTo((subspaces * bits + 7) / 8);
        assertThat(bits).as("a byte a code: no packing").isEqualTo(8);
        in.requireText("ilar");
        assertThat(in.size()).isEqualTo(lists);
        assertThat(in.size()).isEqualTo(codeSize);
        in.requireText("full");
        long[] sizes = in.longs(in.size());
        assertThat(sizes).hasSize(lists);
        codes = new byte[lists][];
        ids = new long[lists][];
        for (int list = 0; list < lists; list++) {
            int size = Math.toIntExact(sizes[list]);
            codes[list] = in.bytes(size * codeSize);
            ids[list] = in.longs(size);
        }
        in.requireEnd();
    }

    /** d and ntotal; the rest is as it must be. */
    private static int[] header(FileBytes in) {
        int dims = in.i32();
        int total = in.size();
        in.longs(2);
        assertThat(in.u8()).as("is_trained").isOne();
        assertThat(in.i32()).as("metric").isEqualTo(INNER_PRODUCT);
        return new int[] {dims, total};
    }

    private float[] transform(FileBytes in) {
        assertThat(in.i32()).as("transforms").isOne();
        in.requireText("LTra");
        assertThat(in.u8()).as("have_bias").isZero();
        float[] matrix = in.floats(in.size());
        assertThat(matrix).hasSize(d * d);
        assertThat(in.size()).as("biases").isZero();
        assertThat(in.i32()).isEqualTo(d);
        assertThat(in.i32()).isEqualTo(d);
        assertThat(in.u8()).as("is_trained").isOne();
        return matrix;
    }

    /** Inner product of every item by id. */
    Map<Long, Double> products(float[] query) {
        float[] q = transformed ? times(query) : query;
        Map<Long, Double> products = new TreeMap<>();
        for (int list = 0; list < lists; list++) {
            scan(list, q, products);
        }
        return products;
    }

    /** The k items of the largest products in the lists whose centroids have the nprobe largest ones. */
    List<Map.Entry<Long, Double>> search(float[] query, int k, int nprobe) {
        float[] q = transformed ? times(query) : query;
        Map<Long, Double> products = new TreeMap<>();
        IntStream.range(0, lists)
                .boxed()
                .sorted(Comparator.comparingDouble(list -> -dot(q, 0, coarse, list * d, d)))
                .limit(nprobe)
                .forEach(list -> scan(list, q, products));
        return products.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed())
                .limit(k)
                .toList();
    }

    private void scan(int list, float[] q, Map<Long, Double> products) {
        int sub = d / subspaces;
        for (int place = 0; place < ids[list].length; place++) {
            double product = dot(q, 0, coarse, list * d, d);
            for (int m = 0; m < subspaces; m++) {
                int code = codes[list][place * subspaces + m] & 0xff;
                product += dot(q, m * sub, codebook, (m * centroids + code) * sub, sub);
            }
            products.put(ids[list][place], product);
        }
    }

    private static double dot(float[] x, int offset, float[] y, int yOffset, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) x[offset + i] * y[yOffset + i];
        }
        return sum;
    }

    /** The centroid of a subspace; of the 256 that there is room for. */
    float[] centroid(int subspace, int k) {
        int sub = d / subspaces;
        return Arrays.copyOfRange(codebook, (subspace * centroids + k) * sub, (subspace * centroids + k + 1) * sub);
    }

    private float[] times(float[] x) {
        float[] y = new float[d];
        for (int i = 0; i < d; i++) {
            y[i] = (float) dot(transform, i * d, x, 0, d);
        }
        return y;
    }
}
