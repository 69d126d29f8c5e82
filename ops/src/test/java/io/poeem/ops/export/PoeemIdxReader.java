package io.poeem.ops.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The layout of the method's authors, read and searched as their searcher does; knows nothing of what writes it. */
final class PoeemIdxReader {

    final int n;
    final int d;
    final int lists;
    final int centroids;
    final int subspaces;
    final float[] codebook;
    final long[] ids;
    final float[] norms;
    final byte[] codes;
    final float[] coarse;
    final int[] assignment;

    PoeemIdxReader(Path file) {
        FileBytes in = new FileBytes(file);
        assertThat(in.u8()).as("use_residual").isOne();
        n = in.size();
        d = in.size();
        lists = in.size();
        centroids = in.size();
        subspaces = in.size();
        codebook = in.floats(centroids * d);
        ids = in.longs(n);
        norms = in.floats(n);
        codes = in.bytes(n * subspaces);
        coarse = in.floats(lists * d);
        assignment = in.ints(n);
        in.requireEnd();
    }

    /** metric_type 2, cosine, of all items by id: q is a unit vector, turned already. */
    Map<Long, Double> cosines(float[] q) {
        Map<Long, Double> cosines = new TreeMap<>();
        int sub = d / subspaces;
        for (int i = 0; i < n; i++) {
            double product = 0;
            for (int m = 0; m < subspaces; m++) {
                int code = codes[i * subspaces + m] & 0xff;
                for (int j = 0; j < sub; j++) {
                    product += (double) q[m * sub + j]
                            * (coarse[assignment[i] * d + m * sub + j] + codebook[(m * centroids + code) * sub + j]);
                }
            }
            cosines.put(ids[i], product / norms[i]);
        }
        return cosines;
    }
}
