package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;
import io.poeem.state.quantize.Quantizer;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** score(q, j) = scale · cos(q, T(x_j)) + β (L_j - logTotal), term by term, for every item, in double. */
final class BruteForce {

    private final IndexImage image;
    private final float[] vectors; // (n, d): T(x), or x

    private BruteForce(IndexImage image, float[] vectors) {
        this.image = image;
        this.vectors = vectors;
    }

    static BruteForce overDecoded(IndexImage image) {
        Items items = image.items();
        Model model = image.model();
        float[] decoded = new float[items.size() * model.shape().dims()];
        new Quantizer(model.codebooks(), model.rotation(), Kernels.best())
                .decode(items.coarse(), items.codes(), items.size(), decoded);
        return new BruteForce(image, decoded);
    }

    static BruteForce overVectors(IndexImage image) {
        return new BruteForce(image, image.items().vectors());
    }

    Map<String, Double> scores(float[] query) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int item = 0; item < image.size(); item++) {
            scores.put(image.items().id(item), score(query, item));
        }
        return scores;
    }

    /** Same scores, each item with its own, best first; which of two items of nearly the same score comes first is free. */
    void requireSame(Hits hits, float[] query, int k, Set<String> excluded) {
        Map<String, Double> scores = scores(query);
        scores.keySet().removeAll(excluded);
        List<Double> best = scores.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(k)
                .toList();
        assertThat(hits.hits()).hasSize(best.size());
        assertThat(hits.ids()).doesNotHaveDuplicates();
        for (int i = 0; i < best.size(); i++) {
            Hit hit = hits.hits().get(i);
            assertThat(scores).containsKey(hit.id());
            assertThat((double) hit.score()).isCloseTo(scores.get(hit.id()), within(1e-3));
            assertThat((double) hit.score()).isCloseTo(best.get(i), within(1e-3));
        }
    }

    /** As the options say, of several heads the largest score; scores are held to be the same up to rounding. */
    void requireSame(Hits hits, float[][] heads, SearchOptions options) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int item = 0; item < image.size(); item++) {
            String id = image.items().id(item);
            if (!options.exclude().contains(id) && options.filter().test(id)) {
                double largest = Double.NEGATIVE_INFINITY;
                for (float[] query : heads) {
                    largest = Math.max(largest, score(query, item, options.metric(), options.popularity()));
                }
                scores.put(id, largest);
            }
        }
        List<Double> best = scores.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(options.k())
                .toList();
        assertThat(hits.hits()).hasSize(best.size());
        assertThat(hits.ids()).doesNotHaveDuplicates();
        for (int i = 0; i < best.size(); i++) {
            Hit hit = hits.hits().get(i);
            double rounding = 1e-4 * (10 + Math.abs(best.get(i)));
            assertThat((double) hit.score()).isCloseTo(scores.get(hit.id()), within(rounding));
            assertThat((double) hit.score()).isCloseTo(best.get(i), within(rounding));
        }
    }

    private double score(float[] query, int item) {
        return score(query, item, Metric.MODEL, true);
    }

    private double score(float[] query, int item, Metric metric, boolean popularity) {
        Model model = image.model();
        int dims = query.length;
        double dot = 0;
        double queryNorm = 0;
        double itemNorm = 0;
        for (int i = 0; i < dims; i++) {
            double x = vectors[item * dims + i];
            dot += query[i] * x;
            queryNorm += query[i] * query[i];
            itemNorm += x * x;
        }
        double cos = dot / Math.sqrt(queryNorm * itemNorm);
        double similarity =
                switch (metric) {
                    case MODEL -> model.scale() * cos;
                    case COSINE -> cos;
                    case INNER_PRODUCT -> dot;
                    case L2 -> 2 * dot - queryNorm - itemNorm;
                };
        double logShare = image.items().logCount(item) - model.logTotal();
        return similarity + (popularity ? model.popularityWeight() * logShare : 0);
    }
}
