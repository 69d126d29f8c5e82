package io.poeem.train.codebook;

import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.kernel.PaddedRows;
import io.poeem.train.kernel.Padding;
import io.poeem.train.kernel.Panels;
import java.util.stream.IntStream;

/**
 * The nearest centroid of each of many points, again and again while centroids move. Points are cut into a part for each thread; a
 * point's result does not depend on the others, so neither on the cut.
 */
final class NearestOfAll {

    private final Part[] parts;

    /** @param threads with 1, all is done by the caller's own */
    NearestOfAll(PaddedRows points, int n, int k, int threads) {
        int rows = Padding.columns((n + threads - 1) / threads);
        this.parts = new Part[(n + rows - 1) / rows];
        for (int p = 0; p < parts.length; p++) {
            parts[p] = new Part(points, p * rows, Math.min(rows, n - p * rows), k);
        }
    }

    /**
     * @param centroids (k, dims)
     * @param nearest (n)
     */
    void find(float[] centroids, int[] nearest) {
        if (parts.length == 1) {
            parts[0].find(centroids, nearest);
        } else {
            IntStream.range(0, parts.length).parallel().forEach(p -> parts[p].find(centroids, nearest));
        }
    }

    private static final class Part {
        private final int from;
        private final int[] found;
        private final Panels panels;
        private final NearestCentroid nearest;

        Part(PaddedRows points, int from, int rows, int k) {
            this.from = from;
            this.found = new int[rows];
            this.panels = new Panels(rows, points.dims());
            panels.load(points.values(), from * points.stride(), points.stride(), rows);
            this.nearest = new NearestCentroid(k, points.dims(), FloatKernels.best());
        }

        void find(float[] centroids, int[] out) {
            nearest.load(centroids, 0);
            nearest.find(panels, 0, found.length, found);
            System.arraycopy(found, 0, out, from, found.length);
        }
    }
}
