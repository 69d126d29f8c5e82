package io.poeem.train;

import static io.poeem.train.limit.OptionCheck.check;

import io.poeem.train.codebook.CodebookOptions;
import io.poeem.train.gate.Bounds;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.PopularityOptions;
import io.poeem.train.rotation.RotationRule;
import io.poeem.train.rows.RowInit;
import java.time.Duration;
import java.util.List;

/**
 * Everything that shapes what is learned, grouped. The names in error messages are those of the job's options.
 *
 * @param seed of every random choice: initial rows and weights, warm start
 * @param model the vectors and their index
 * @param rows learning and caching of embedding rows
 * @param towers the dense part of both towers
 * @param codebooks how the codebooks follow the items
 * @param rotation R before the codebooks: where it comes from and how it follows
 * @param query what a query is made of
 * @param batch one step
 * @param sampling what the softmax corrects for, and its negatives from outside of the batch
 * @param popularity the decayed click count in the score
 * @param schedule when the index begins
 * @param versions what a published version holds
 * @param gate which versions are held back
 */
public record LearnerOptions(
        long seed,
        Model model,
        Rows rows,
        Towers towers,
        Codebooks codebooks,
        RotationRule rotation,
        Query query,
        Batch batch,
        Sampling sampling,
        Popularity popularity,
        Schedule schedule,
        Versions versions,
        Gate gate) {

    /**
     * @param dims d
     * @param coarse J
     * @param centroids K, at most 256: a code is a byte
     * @param subspaces D; divides d
     * @param scale the factor on the cosine
     * @param distortionWeight λ
     */
    public record Model(int dims, int coarse, int centroids, int subspaces, float scale, float distortionWeight) {
        public Model {
            check(dims >= 1 && dims <= 4096, "model.dims", dims, "1 to 4096", "take 64");
            check(coarse >= 1 && coarse <= 65536, "coarse.centroids", coarse, "1 to 65536", "take 128");
            check(centroids >= 1 && centroids <= 256, "codebook.centroids", centroids, "1 to 256", "take 256");
            check(
                    subspaces >= 1 && subspaces <= 255 && dims % subspaces == 0,
                    "codebook.subspaces",
                    subspaces,
                    "1 to 255 and a divisor of model.dims = " + dims,
                    "take 8 with 64 dimensions");
            check(scale > 0 && scale < 1e4f, "scale", scale, "above 0 and below 10000", "take 7");
            check(
                    distortionWeight >= 0 && distortionWeight < 1e6f,
                    "distortion.weight",
                    distortionWeight,
                    "0 to 1000000",
                    "take 1");
        }
    }

    /**
     * @param learningRate Adagrad's
     * @param initialNorm root of the expected squared norm of a new row
     * @param cache rows of each kind, items and tokens, to keep in memory
     */
    public record Rows(float learningRate, double initialNorm, int cache) {
        public Rows {
            check(
                    learningRate > 0 && learningRate <= 10,
                    "rows.learning-rate",
                    learningRate,
                    "above 0, to 10",
                    "take 0.2");
            check(
                    initialNorm > 0 && initialNorm <= 100,
                    "rows.initial-norm",
                    initialNorm,
                    "above 0, to 100",
                    "take 0.3");
            check(cache >= 1, "cache.rows", cache, "at least 1", "take 1000000");
        }
    }

    /**
     * @param layers widths of the hidden layers; none: the tower is the sum of its fields
     * @param learningRate Adagrad's
     * @param fields how fields reach the towers; side by side without layers, a single linear one makes d values of them
     */
    public record Towers(List<Integer> layers, float learningRate, Fields fields) {
        /** With summed fields. */
        public Towers(List<Integer> layers, float learningRate) {
            this(layers, learningRate, Fields.SUM);
        }

        public Towers {
            layers = List.copyOf(layers);
            check(layers.size() <= 8, "tower.layers", layers, "at most 8 layers", "take 128");
            for (int width : layers) {
                check(width >= 1 && width <= 8192, "tower.layers", width, "1 to 8192 each", "take 128");
            }
            check(
                    learningRate > 0 && learningRate <= 10,
                    "tower.learning-rate",
                    learningRate,
                    "above 0, to 10",
                    "take 0.2");
        }
    }

    /**
     * @param learning rule and rate
     * @param ownCoarse whether a coarse centroid follows x' alone, not the whole reconstruction error
     */
    public record Codebooks(CodebookOptions learning, boolean ownCoarse) {}

    /**
     * Corrections of the softmax and random negatives (design section 2).
     *
     * @param correction whether the logits are corrected for how often an item is sampled: -log p̂_j
     * @param bias whether items have a learned a_j
     * @param negatives random items that each batch adds to its candidates
     */
    public record Sampling(boolean correction, BiasOptions bias, int negatives) {
        public Sampling {
            check(negatives >= 0 && negatives <= 8192, "negatives.random", negatives, "0 to 8192", "take 0");
        }

        /** None of them. */
        public Sampling() {
            this(false, BiasOptions.none(), 0);
        }
    }

    /**
     * When a version is held back (design section 4), besides numbers that are not finite; 0: not for that.
     *
     * @param canaries the last examples, on which each version is judged; 0: on none
     * @param distortionMax the most √mean |T(x) - x̂|² over the canaries' items
     * @param coarsePerplexityMin the least perplexity of the canaries' lists
     * @param canaryRecallMin the least recall@10 of canaries
     * @param canaryKeptMin the least share of the embeddings' canary recall that the codes keep
     */
    public record Gate(
            int canaries,
            double distortionMax,
            double coarsePerplexityMin,
            double canaryRecallMin,
            double canaryKeptMin) {
        public Gate {
            check(canaries >= 0 && canaries <= 4096, "gate.canaries", canaries, "0 to 4096", "take 512");
            check(
                    distortionMax >= 0 && distortionMax <= 100,
                    "gate.distortion.max",
                    distortionMax,
                    "0 to 100",
                    "take 1");
            check(
                    coarsePerplexityMin >= 0 && coarsePerplexityMin <= 65536,
                    "gate.coarse-perplexity.min",
                    coarsePerplexityMin,
                    "0 to 65536",
                    "take 1.5");
            check(
                    canaryRecallMin >= 0 && canaryRecallMin <= 1,
                    "gate.canary-recall.min",
                    canaryRecallMin,
                    "0 to 1",
                    "take 0");
            check(
                    canaryKeptMin >= 0 && canaryKeptMin <= 1,
                    "gate.canary-kept.min",
                    canaryKeptMin,
                    "0 to 1",
                    "take 0.15");
        }

        /** Nothing is held back but a model with a number that is not finite. */
        public static Gate off() {
            return new Gate(0, 0, 0, 0, 0);
        }

        Bounds bounds() {
            return new Bounds(distortionMax, coarsePerplexityMin, canaryRecallMin, canaryKeptMin);
        }
    }

    /**
     * @param historyLength L
     * @param history whether the last L items are a field
     * @param last whether the newest item is a field of its own
     * @param user whether the user's id is a field
     * @param context whether the click's context tokens are fields
     * @param itemFeatures whether an item's catalogue tokens are fields of the item
     */
    public record Query(
            int historyLength, boolean history, boolean last, boolean user, boolean context, boolean itemFeatures) {
        public Query {
            check(historyLength >= 0 && historyLength <= 1000, "history.length", historyLength, "0 to 1000", "take 10");
            check(
                    history || last || user || context,
                    "query.history, query.last, query.user, query.context",
                    "false",
                    "true for at least one",
                    "switch query.history on");
        }
    }

    /**
     * @param size the most examples with a query in a batch
     * @param maskSameUser whether in-batch candidates from the row's own user are left out
     */
    public record Batch(int size, boolean maskSameUser) {
        public Batch {
            check(size >= 2 && size <= 8192, "batch.size", size, "2 to 8192", "take 256");
        }
    }

    /**
     * @param weight β
     * @param counting how p̂ is estimated
     */
    public record Popularity(float weight, PopularityOptions counting) {
        public Popularity {
            check(weight >= 0 && weight <= 1000, "popularity.weight", weight, "0 to 1000", "take 1");
        }

        /** Decayed counts of one half-life. */
        public Popularity(float weight, Duration halfLife) {
            this(weight, PopularityOptions.decayed(halfLife));
        }
    }

    /**
     * @param warmUp examples with a query before embeddings are collected
     * @param sample embeddings to collect for the warm start
     */
    public record Schedule(long warmUp, int sample) {
        public Schedule {
            check(warmUp >= 0, "warmup.examples", warmUp, "at least 0", "take 20000");
            check(sample >= 1 && sample <= 1 << 20, "warmstart.sample", sample, "1 to 1048576", "take 8192");
        }
    }

    /**
     * @param full every so many versions one is full
     * @param refresh within so many versions every item is encoded anew
     * @param expiry event time after which what was learned of a row that no click touched is dropped; zero: never
     * @param vectors whether versions also hold the items' float embeddings
     * @param unclicked items of the catalogue before their first click
     */
    public record Versions(int full, int refresh, Duration expiry, boolean vectors, Unclicked unclicked) {
        /** With {@link Unclicked#DEFAULT}. */
        public Versions(int full, int refresh, Duration expiry, boolean vectors) {
            this(full, refresh, expiry, vectors, Unclicked.DEFAULT);
        }

        public Versions {
            check(full >= 1, "full.versions", full, "at least 1", "take 24");
            check(refresh >= 1, "refresh.versions", refresh, "at least 1", "take 24");
            check(!expiry.isNegative() && expiry.toDays() <= 36500, "expiry", expiry, "0 to 100 years", "take 365 d");
        }
    }

    /**
     * Items of the catalogue that nobody has clicked.
     *
     * @param index whether versions hold them
     * @param prior pseudo-clicks: such an item is as popular as one that was clicked so many times when the catalogue named it
     */
    public record Unclicked(boolean index, double prior) {

        /** In the index, at a hundredth of a click. */
        public static final Unclicked DEFAULT = new Unclicked(true, 0.01);

        public Unclicked {
            check(prior > 0 && prior <= 1000, "popularity.prior", prior, "above 0, to 1000", "take 0.01");
        }
    }

    public LearnerOptions {
        rotation.check(model.dims(), model.distortionWeight());
        check(
                (long) rows.cache() * model.dims() <= Integer.MAX_VALUE - 8,
                "cache.rows",
                rows.cache(),
                "at most " + (Integer.MAX_VALUE - 8) / model.dims() + " with model.dims = " + model.dims(),
                "lower it");
    }

    /** What does well on logs of clicks. */
    public static LearnerOptions defaults() {
        return new LearnerOptions(
                1,
                new Model(64, 128, 256, 8, 7, 1),
                new Rows(0.2f, 0.3, 1_000_000),
                new Towers(List.of(), 0.2f),
                new Codebooks(CodebookOptions.defaults(), false),
                RotationRule.defaults(),
                new Query(10, true, true, false, true, true),
                new Batch(256, true),
                new Sampling(),
                new Popularity(1, PopularityOptions.defaults()),
                new Schedule(20_000, 8192),
                new Versions(24, 24, Duration.ofDays(365), false),
                new Gate(512, 1, 1.5, 0, 0.15));
    }

    /** The setting of the method's authors: scale 30, no popularity, id-only towers, everything learns at 0.1. */
    public static LearnerOptions poeem() {
        LearnerOptions o = defaults();
        int dims = o.model.dims();
        CodebookOptions learning = new CodebookOptions(
                CodebookOptions.Rule.ADAGRAD, 0.1f, o.codebooks.learning().decay());
        return o.with(new Model(dims, o.model.coarse(), o.model.centroids(), o.model.subspaces(), 30, 1))
                .with(new Rows(0.1f, poeemNorm(dims), o.rows.cache()))
                .with(new Towers(List.of(), 0.1f))
                .with(new Codebooks(learning, false))
                .with(new Query(o.query.historyLength(), false, false, true, false, false))
                .with(new Batch(128, false))
                .with(new Popularity(0, o.popularity.counting()))
                .with(new Schedule(2048 * 128, 8192))
                .with(new Versions(
                        o.versions.full(),
                        o.versions.refresh(),
                        o.versions.expiry(),
                        o.versions.vectors(),
                        new Unclicked(false, o.versions.unclicked().prior())));
    }

    /** The norm at which a new row is clip(normal, -2, 2) / 8, whatever its length. */
    public static double poeemNorm(int dims) {
        return Math.sqrt(dims * RowInit.CLIPPED_VARIANCE) / 8;
    }

    /** These options with another seed. */
    public LearnerOptions withSeed(long to) {
        return new LearnerOptions(
                to,
                model,
                rows,
                towers,
                codebooks,
                rotation,
                query,
                batch,
                sampling,
                popularity,
                schedule,
                versions,
                gate);
    }

    /** These options with another group. */
    public LearnerOptions with(Model to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Rows to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Towers to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Codebooks to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(RotationRule to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Query to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Batch to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Sampling to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Popularity to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Schedule to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Versions to) {
        return replaced(to);
    }

    /** These options with another group. */
    public LearnerOptions with(Gate to) {
        return replaced(to);
    }

    /** These options with {@code group} in place of the one of its type: every group has a type of its own. */
    private LearnerOptions replaced(Record group) {
        return new LearnerOptions(
                seed,
                either(group, Model.class, model),
                either(group, Rows.class, rows),
                either(group, Towers.class, towers),
                either(group, Codebooks.class, codebooks),
                either(group, RotationRule.class, rotation),
                either(group, Query.class, query),
                either(group, Batch.class, batch),
                either(group, Sampling.class, sampling),
                either(group, Popularity.class, popularity),
                either(group, Schedule.class, schedule),
                either(group, Versions.class, versions),
                either(group, Gate.class, gate));
    }

    private static <T extends Record> T either(Record group, Class<T> type, T present) {
        return type.isInstance(group) ? type.cast(group) : present;
    }
}
