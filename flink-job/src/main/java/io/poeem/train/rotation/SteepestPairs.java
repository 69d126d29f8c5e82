package io.poeem.train.rotation;

import java.util.Comparator;
import java.util.List;
import org.jgrapht.Graph;
import org.jgrapht.alg.matching.blossom.v5.KolmogorovWeightedPerfectMatching;
import org.jgrapht.alg.matching.blossom.v5.ObjectiveSense;
import org.jgrapht.graph.SimpleWeightedGraph;

/**
 * {@code givens-steepest}: the pairs with the largest Σ|A_ij| of all, a maximum-weight perfect matching of the complete graph
 * of the coordinates (Blossom V, Kolmogorov 2009). An odd number of coordinates gets one more, at weight 0 to each; its
 * partner does not turn.
 *
 * <p>Weights are |A_ij| over the largest, as whole numbers up to 2^20: so that the duals, which are then whole or half
 * numbers, are exact, and neither rounding nor the library's tolerances (1e-9, 1e10) depend on how large A is. Cost grows by
 * about d³: 1 ms at 64 dimensions, 4 ms at 128, 30 ms at 256, 8 s at 1024.
 */
final class SteepestPairs implements PairRule {

    private static final double LARGEST_WEIGHT = 1 << 20;

    /** i &lt; j. */
    private record Pair(int i, int j) {}

    @Override
    public int[] pairs(double[] skew, int dims, long step) {
        List<Pair> pairs = new KolmogorovWeightedPerfectMatching<>(graph(skew, dims), ObjectiveSense.MAXIMIZE)
                .getMatching().getEdges().stream()
                        .filter(pair -> pair.j < dims)
                        .sorted(Comparator.comparingInt(Pair::i))
                        .toList();
        return pairs.stream()
                .flatMapToInt(pair -> java.util.stream.IntStream.of(pair.i, pair.j))
                .toArray();
    }

    private static Graph<Integer, Pair> graph(double[] skew, int dims) {
        double largest = 0;
        for (double value : skew) {
            largest = Math.max(largest, Math.abs(value));
        }
        double scale = largest > 0 ? LARGEST_WEIGHT / largest : 0;
        int vertices = dims + dims % 2;
        Graph<Integer, Pair> graph = new SimpleWeightedGraph<>(null, null);
        for (int i = 0; i < vertices; i++) {
            graph.addVertex(i);
        }
        for (int i = 0; i < vertices; i++) {
            for (int j = i + 1; j < vertices; j++) {
                Pair pair = new Pair(i, j);
                graph.addEdge(i, j, pair);
                graph.setEdgeWeight(pair, j < dims ? Math.rint(Math.abs(skew[i * dims + j]) * scale) : 0);
            }
        }
        return graph;
    }
}
