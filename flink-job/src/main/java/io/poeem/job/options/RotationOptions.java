package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.rotation.RotationRule;
import org.apache.flink.configuration.ConfigOption;

/** The rotation before the codebooks. */
public final class RotationOptions {

    static final OptionGroup GROUP = new OptionGroup("Rotation");

    private static final RotationRule DEFAULT = RotationRule.defaults();

    public static final ConfigOption<RotationRule.Init> INIT = GROUP.learned(
            key("rotation.init")
                    .enumType(RotationRule.Init.class)
                    .defaultValue(DEFAULT.init())
                    .withDescription(
                            "The rotation that the index begins with: none, or, opq, the one that the warm start finds best for its sample, by alternations of k-means and a singular value decomposition."),
            Limit.none());

    public static final ConfigOption<Integer> INIT_ITERATIONS = GROUP.learned(
            key("rotation.init-iterations")
                    .intType()
                    .defaultValue(DEFAULT.iterations())
                    .withDescription("Alternations of opq. Each takes about as long as the warm start without them."),
            Limit.between(1, 100));

    public static final ConfigOption<RotationRule.Learn> LEARN = GROUP.learned(
            key("rotation.learn")
                    .enumType(RotationRule.Learn.class)
                    .defaultValue(DEFAULT.learn())
                    .withDescription(
                            "How the rotation follows the distortion after the warm start: not at all, or by turning half as many pairs of dimensions as there are dimensions at once. Pairs are random, or the ones with the largest gradient first (greedy), or the set with the largest sum of gradients (steepest; model.dims up to 256)."),
            Limit.none());

    public static final ConfigOption<Double> LEARNING_RATE = GROUP.learned(
            key("rotation.learning-rate")
                    .doubleType()
                    .defaultValue(DEFAULT.learningRate())
                    .withDescription(
                            "How far a pair turns: radians per unit of the gradient, which is the mean over the clicks since the last turn."),
            Limit.aboveZeroTo(1_000));

    public static final ConfigOption<Integer> EVERY = GROUP.learned(
            key("rotation.every")
                    .intType()
                    .defaultValue(DEFAULT.every())
                    .withDescription("Batches from one turn to the next; each turn uses the gradient of all of them."),
            Limit.between(1, 1_000_000));

    private RotationOptions() {}

    static RotationRule of(JobOptions options) {
        return new RotationRule(
                options.get(INIT),
                options.get(INIT_ITERATIONS),
                options.get(LEARN),
                options.get(LEARNING_RATE),
                options.get(EVERY));
    }
}
