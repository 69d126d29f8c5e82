package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import org.apache.flink.configuration.ConfigOption;

/** Which versions are held back; a number that is not finite always holds one back. */
public final class GateOptions {

    static final OptionGroup GROUP = new OptionGroup("Quality gate");

    public static final ConfigOption<Integer> CANARIES = GROUP.learned(
            key("gate.canaries")
                    .intType()
                    .defaultValue(512)
                    .withDescription(
                            "The last so many examples are the canaries: every version is tried on them before it goes out. 0: none are kept, and no bound below applies."),
            Limit.between(0, 4_096));

    public static final ConfigOption<Double> DISTORTION = GROUP.learned(
            key("gate.distortion.max")
                    .doubleType()
                    .defaultValue(1.0)
                    .withDescription(
                            "A version is held back while the root mean square of |T(x) - x| over the canaries' items, whose embeddings have length 1, is above this. 1: codes that say nothing. 0: never."),
            Limit.numbers(0, 100));

    public static final ConfigOption<Double> COARSE_PERPLEXITY = GROUP.learned(
            key("gate.coarse-perplexity.min")
                    .doubleType()
                    .defaultValue(1.5)
                    .withDescription(
                            "A version is held back while the canaries' effective number of lists is below this; where their items could not reach twice as much, below half of what they could. 0: never."),
            Limit.numbers(0, 65_536));

    public static final ConfigOption<Double> CANARY_RECALL = GROUP.learned(
            key("gate.canary-recall.min")
                    .doubleType()
                    .defaultValue(0.0)
                    .withDescription(
                            "A version is held back while fewer of the canaries than this share find their item among their 10 best by code. What is normal depends on the log: see canary_recall in the manifests, and take half of it. 0: never."),
            Limit.numbers(0, 1));

    public static final ConfigOption<Double> CANARY_KEPT = GROUP.learned(
            key("gate.canary-kept.min")
                    .doubleType()
                    .defaultValue(0.15)
                    .withDescription(
                            "A version is held back while the canaries' recall by codes is below this share of their recall by embeddings. 0: never."),
            Limit.numbers(0, 1));

    private GateOptions() {}
}
