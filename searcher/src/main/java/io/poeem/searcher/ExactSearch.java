package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.scan.TopK;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores every item by its float vector: score = scale · cos(q, x) + b, no lists, no codes. What a search through the index
 * is measured against. Thread-safe.
 *
 * <p>Only for versions whose trainer publishes vectors. Items stand in blocks, each transposed (d, width): the scores of a
 * block are one product of a matrix and the queries, made while the block is in the processor's cache.
 */
public final class ExactSearch {

    /** Items of a block: with 64 dimensions a block takes 16 KiB, half of a first-level cache. */
    private static final int BLOCK = 64;

    private static final int QUERIES = 16;

    private final IndexImage image;
    private final Kernels kernels;
    private final QueryEncoder encoder;
    private final PopularitySearch popularity;
    private final int dims;
    private final float[] blocks; // per block (d, width): unit vectors as columns
    private final float[] biases; // (n)

    private ExactSearch(IndexImage image, float[] vectors, Kernels kernels) {
        this.image = image;
        this.kernels = kernels;
        this.encoder = new QueryEncoder(image);
        this.popularity = new PopularitySearch(image);
        this.dims = image.model().shape().dims();
        this.biases = new float[image.size()];
        Bias bias = Bias.of(image.model());
        for (int item = 0; item < biases.length; item++) {
            biases[item] = bias.of(image.items().logCount(item));
        }
        this.blocks = new float[biases.length * dims];
        for (int item = 0; item < biases.length; item++) {
            placeUnit(vectors, item);
        }
    }

    /** @return empty if the image came without vectors: set {@code publish.vectors = true} for the trainer */
    public static Optional<ExactSearch> of(IndexImage image) {
        return of(image, Kernels.best());
    }

    static Optional<ExactSearch> of(IndexImage image, Kernels kernels) {
        return image.lists().hasVectors()
                ? Optional.of(new ExactSearch(image, image.items().vectors(), kernels))
                : Optional.empty();
    }

    /** Uses {@code k} and {@code exclude} of the options: neither their metric nor their filter. */
    public Hits search(Query query, SearchOptions options) {
        return searchAll(List.of(new Request(query, options))).get(0);
    }

    /** As many single searches, but faster; answers in the order of the requests. */
    public List<Hits> searchAll(List<Request> requests) {
        List<Hits> answers = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += QUERIES) {
            answers.addAll(searchGroup(requests.subList(from, Math.min(requests.size(), from + QUERIES))));
        }
        return answers;
    }

    private List<Hits> searchGroup(List<Request> requests) {
        Hits[] answers = new Hits[requests.size()];
        List<Running> running = new ArrayList<>(requests.size());
        float[] queries = new float[requests.size() * dims];
        for (int i = 0; i < answers.length; i++) {
            SearchOptions options = requests.get(i).options();
            Optional<float[]> unit = encoder.unit(requests.get(i).query());
            if (unit.isEmpty()) {
                answers[i] = popularity.search(options);
            } else {
                placeScaled(unit.get(), queries, running.size() * dims);
                running.add(new Running(i, options));
            }
        }
        scoreAll(running, queries);
        running.forEach(query -> answers[query.answer] = query.hits());
        return List.of(answers);
    }

    /** scores (queries, width) = b + scale · QXᵀ, block by block */
    private void scoreAll(List<Running> running, float[] queries) {
        float[] scores = new float[running.size() * BLOCK];
        float[] rowBiases = new float[BLOCK];
        for (int first = 0; first < biases.length; first += BLOCK) {
            int width = width(first);
            System.arraycopy(biases, first, rowBiases, 0, width);
            kernels.affine(queries, 0, running.size(), dims, blocks, first * dims, width, rowBiases, 0, scores, 0);
            for (int i = 0; i < running.size(); i++) {
                running.get(i).offer(first, width, scores, i * width);
            }
        }
    }

    private void placeScaled(float[] unit, float[] queries, int offset) {
        for (int i = 0; i < dims; i++) {
            queries[offset + i] = image.model().scale() * unit[i];
        }
    }

    private void placeUnit(float[] vectors, int item) {
        int first = item / BLOCK * BLOCK;
        double norm = Math.sqrt(kernels.dot(vectors, item * dims, vectors, item * dims, dims));
        float inverse = norm == 0 ? 0 : (float) (1 / norm);
        for (int i = 0; i < dims; i++) {
            blocks[first * dims + i * width(first) + item - first] = vectors[item * dims + i] * inverse;
        }
    }

    private int width(int first) {
        return Math.min(BLOCK, biases.length - first);
    }

    /** A query under way, and where its answer belongs. */
    private final class Running {
        private final int answer;
        private final Exclusions excluded;
        private final TopK best;

        Running(int answer, SearchOptions options) {
            this.answer = answer;
            this.excluded = Exclusions.of(options.exclude(), image.items());
            this.best = new TopK(Math.max(1, Math.min(options.k(), biases.length)));
        }

        void offer(int first, int width, float[] scores, int offset) {
            float threshold = best.threshold();
            for (int i = 0; i < width; i++) {
                float score = scores[offset + i];
                if (score >= threshold && !excluded.contains(first + i)) {
                    best.offer(score, first + i);
                    threshold = best.threshold();
                }
            }
        }

        Hits hits() {
            double share = biases.length == 0 ? 0 : 1;
            return new Hits(image.version(), found(), share, Hits.Basis.QUERY);
        }

        private List<Hit> found() {
            int[] numbers = new int[best.size()];
            float[] scores = new float[numbers.length];
            best.drain(numbers, scores);
            return IntStream.range(0, numbers.length)
                    .mapToObj(i -> new Hit(image.items().id(numbers[i]), scores[i]))
                    .toList();
        }
    }
}
