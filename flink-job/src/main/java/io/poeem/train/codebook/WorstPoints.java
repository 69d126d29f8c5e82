package io.poeem.train.codebook;

/**
 * Where a new centroid is needed most: at the point that lies farthest from its centroid, then at the farthest once that
 * one has a centroid of its own, and so on. Ties go to the point that comes first.
 */
final class WorstPoints {

    private final float[] distances;
    private float[] points;
    private int stride;
    private int first;
    private int dims;
    private int n;

    /** @param most the most points per load */
    WorstPoints(int most) {
        distances = new float[most];
    }

    /**
     * @param x points; point i is the {@code dims} floats from {@code i·stride + first} on; not copied
     * @param n how many points
     * @param centroids centroid c lies at {@code at + c·dims}
     * @param own (n) each point's centroid
     */
    void load(float[] x, int stride, int first, int dims, int n, float[] centroids, int at, int[] own) {
        this.points = x;
        this.stride = stride;
        this.first = first;
        this.dims = dims;
        this.n = n;
        for (int i = 0; i < n; i++) {
            distances[i] = distance(i, centroids, at + own[i] * dims);
        }
    }

    /** Puts the centroid at {@code to} on the worst point; false, and nothing done, where every point lies on a centroid. */
    boolean place(float[] centroids, int to) {
        int worst = 0;
        for (int i = 1; i < n; i++) {
            worst = distances[i] > distances[worst] ? i : worst;
        }
        if (n == 0 || !(distances[worst] > 0)) {
            return false;
        }
        System.arraycopy(points, worst * stride + first, centroids, to, dims);
        for (int i = 0; i < n; i++) {
            distances[i] = Math.min(distances[i], distance(i, centroids, to));
        }
        return true;
    }

    private float distance(int i, float[] centroids, int at) {
        int from = i * stride + first;
        float sum = 0;
        for (int j = 0; j < dims; j++) {
            float difference = points[from + j] - centroids[at + j];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }
}
