package io.poeem.train.codebook;

/** One of Lloyd's iterations as a textbook has it, in doubles. */
final class BruteForceLloyd {

    private BruteForceLloyd() {}

    static double[][] matrix(float[] values, int from, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            matrix[i / columns][i % columns] = values[from + i];
        }
        return matrix;
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }

    static int nearest(double[][] centroids, double[] x) {
        int best = 0;
        for (int c = 1; c < centroids.length; c++) {
            best = distance(centroids[c], x) < distance(centroids[best], x) ? c : best;
        }
        return best;
    }

    /** Centroids with points become their weighted means; returns which those are. */
    static boolean[] move(double[][] centroids, double[][] points, float[] weights) {
        double[][] sums = new double[centroids.length][centroids[0].length];
        double[] totals = new double[centroids.length];
        for (int i = 0; i < points.length; i++) {
            int c = nearest(centroids, points[i]);
            totals[c] += weights[i];
            for (int j = 0; j < sums[c].length; j++) {
                sums[c][j] += weights[i] * points[i][j];
            }
        }
        boolean[] moved = new boolean[centroids.length];
        for (int c = 0; c < centroids.length; c++) {
            moved[c] = totals[c] > 0;
            for (int j = 0; j < sums[c].length && moved[c]; j++) {
                centroids[c][j] = sums[c][j] / totals[c];
            }
        }
        return moved;
    }
}
