package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.codebook.CodebookOptions;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/** How the model is learned. */
public final class LearningOptions {

    static final OptionGroup GROUP = new OptionGroup("Learning");

    public static final ConfigOption<Long> SEED = GROUP.learned(
            key("seed").longType().defaultValue(1L).withDescription("Seed of first rows, towers and the warm start."),
            Limit.none());

    public static final ConfigOption<Integer> BATCH_SIZE = GROUP.learned(
            key("batch.size")
                    .intType()
                    .defaultValue(256)
                    .withDescription("Most examples of a batch; each is a negative of the others."),
            Limit.between(2, 8_192));

    public static final ConfigOption<Duration> BATCH_MAX_DELAY = GROUP.learned(
            key("batch.max-delay")
                    .durationType()
                    .defaultValue(Duration.ofDays(1))
                    .withDescription(
                            "A batch is trained when it spans this much event time, even if it is not full. Small batches learn slowly: keep it well above the time that a full one takes."),
            Limit.atLeast(Duration.ofMillis(1), "1 ms"));

    public static final ConfigOption<Double> ROWS_LEARNING_RATE = GROUP.learned(
            key("rows.learning-rate")
                    .doubleType()
                    .defaultValue(0.2)
                    .withDescription("Adagrad's rate for embedding rows."),
            Limit.aboveZeroTo(10));

    public static final ConfigOption<Double> ROWS_INITIAL_NORM = GROUP.learned(
            key("rows.initial-norm").doubleType().defaultValue(0.3).withDescription("Length of a new row, about."),
            Limit.aboveZeroTo(100));

    public static final ConfigOption<String> TOWER_LAYERS = GROUP.learned(
            key("tower.layers")
                    .stringType()
                    .defaultValue("")
                    .withDescription(
                            "Sizes of the towers' hidden layers, separated by commas. Empty: no network, the sum of rows is the embedding."),
            Limits.layers());

    public static final ConfigOption<Double> TOWER_LEARNING_RATE = GROUP.learned(
            key("tower.learning-rate").doubleType().defaultValue(0.2).withDescription("Adagrad's rate for the towers."),
            Limit.aboveZeroTo(10));

    public static final ConfigOption<Boolean> MASK_SAME_USER = GROUP.learned(
            key("mask.same-user")
                    .booleanType()
                    .defaultValue(true)
                    .withDescription("A user's other items in the batch are no negatives."),
            Limit.none());

    public static final ConfigOption<Double> DISTORTION_WEIGHT = GROUP.learned(
            key("distortion.weight")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription("Weight λ of the distortion in the loss; it reaches codebooks and rotation only."),
            Limit.numbers(0, 999_999));

    public static final ConfigOption<CodebookOptions.Rule> CODEBOOK_RULE = GROUP.learned(
            key("codebook.rule")
                    .enumType(CodebookOptions.Rule.class)
                    .defaultValue(CodebookOptions.Rule.WINDOW)
                    .withDescription(
                            "How the codebooks follow the embeddings after the warm start: by Adagrad on each batch's distortion; by decayed means of what fell on each centroid (ema); never (frozen, to see what following is worth); or, window, by Adagrad and, at each version, by k-means iterations over the items of the last clicks."),
            Limit.none());

    public static final ConfigOption<Double> CODEBOOK_LEARNING_RATE = GROUP.learned(
            key("codebook.learning-rate")
                    .doubleType()
                    .defaultValue(0.02)
                    .withDescription("Adagrad's rate for codebooks, under the rules adagrad and window."),
            Limit.aboveZeroTo(10));

    public static final ConfigOption<Double> CODEBOOK_DECAY = GROUP.learned(
            key("codebook.decay")
                    .doubleType()
                    .defaultValue(0.99)
                    .withDescription(
                            "Share of sums and counts that the rule ema, and coarse.balance, keep from batch to batch."),
            new Limit<>("above 0 and below 1", value -> value > 0 && value < 1));

    public static final ConfigOption<CoarseTarget> COARSE_TARGET = GROUP.learned(
            key("coarse.target")
                    .enumType(CoarseTarget.class)
                    .defaultValue(CoarseTarget.RESIDUAL_SUM)
                    .withDescription("What a coarse centroid follows."),
            Limit.none());

    public static final ConfigOption<Integer> WARMUP_EXAMPLES = GROUP.learned(
            key("warmup.examples")
                    .intType()
                    .defaultValue(20_000)
                    .withDescription("Examples that are learned before the first index's sample is collected."),
            Limit.between(0, Integer.MAX_VALUE));

    public static final ConfigOption<Integer> WARMSTART_SAMPLE = GROUP.learned(
            key("warmstart.sample")
                    .intType()
                    .defaultValue(8_192)
                    .withDescription("Item embeddings that the first codebooks are made of."),
            Limit.between(2, 1 << 20));

    private LearningOptions() {}

    /** What a coarse centroid follows: the whole reconstruction error, or the embedding alone. */
    public enum CoarseTarget {
        RESIDUAL_SUM,
        OWN
    }
}
