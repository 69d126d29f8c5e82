package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.codebook.CodebookOptions;
import org.apache.flink.configuration.ConfigOption;

/** What the codebooks do besides following each batch. */
public final class CodebookRuleOptions {

    static final OptionGroup GROUP = new OptionGroup("Codebooks");

    private static final CodebookOptions DEFAULT = CodebookOptions.defaults();

    public static final ConfigOption<Integer> WINDOW = GROUP.learned(
            key("codebook.window")
                    .intType()
                    .defaultValue(DEFAULT.refinement().window())
                    .withDescription(
                            "Rule window: the last clicks whose items the codebooks are fitted to. Their ids are kept in state."),
            Limit.between(1, 1 << 20));

    public static final ConfigOption<Integer> ITERATIONS = GROUP.learned(
            key("codebook.iterations")
                    .intType()
                    .defaultValue(DEFAULT.refinement().iterations())
                    .withDescription(
                            "Rule window: Lloyd's iterations over the window's items at each version. Each takes about as long as learning from as many clicks as there are different items in the window takes the index."),
            Limit.between(1, 100));

    public static final ConfigOption<Integer> ITERATE_EVERY = GROUP.learned(
            key("codebook.iterate-every")
                    .intType()
                    .defaultValue(DEFAULT.refinement().every())
                    .withDescription(
                            "Rule window: the iterations are also made after so many clicks without a version."),
            Limit.between(1, Integer.MAX_VALUE));

    public static final ConfigOption<Integer> REVIVE_AFTER = GROUP.learned(
            key("revive.after")
                    .intType()
                    .defaultValue(Math.toIntExact(DEFAULT.reviveAfter()))
                    .withDescription(
                            "A centroid that none of so many examples fell on moves to the embedding or residual of the batch at hand that is quantized worst. 0: never. Not with codebook.rule frozen."),
            Limit.between(0, Integer.MAX_VALUE));

    public static final ConfigOption<Double> COARSE_BALANCE = GROUP.learned(
            key("coarse.balance")
                    .doubleType()
                    .defaultValue((double) DEFAULT.balance())
                    .withDescription(
                            "Keeps lists from starving: while training, the distance to a coarse centroid with c clicks, decayed by codebook.decay, counts min(s · c / mean, 1) times. s; 0: off."),
            Limit.numbers(0, 1_000));

    private CodebookRuleOptions() {}

    static CodebookOptions of(JobOptions options) {
        return new CodebookOptions(
                options.get(LearningOptions.CODEBOOK_RULE),
                options.get(LearningOptions.CODEBOOK_LEARNING_RATE).floatValue(),
                options.get(LearningOptions.CODEBOOK_DECAY).floatValue(),
                new CodebookOptions.Refinement(
                        options.get(WINDOW), options.get(ITERATIONS), options.get(ITERATE_EVERY)),
                options.get(REVIVE_AFTER),
                options.get(COARSE_BALANCE).floatValue());
    }
}
