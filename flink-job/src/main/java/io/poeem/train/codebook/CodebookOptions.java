package io.poeem.train.codebook;

import static io.poeem.train.limit.OptionCheck.check;

/**
 * How the codebooks follow the items.
 *
 * @param rule the rule of learning
 * @param learningRate of Adagrad, under {@link Rule#ADAGRAD} and {@link Rule#WINDOW}
 * @param decay γ: the share of sums and counts that is kept from batch to batch, by {@link Rule#EMA} and by the balance
 * @param refinement of {@link Rule#WINDOW}
 * @param reviveAfter examples after which a centroid that none of them fell on is put elsewhere; 0: never
 * @param balance s, how strongly the training step favours coarse centroids with few examples; 0: not at all
 */
public record CodebookOptions(
        Rule rule, float learningRate, float decay, Refinement refinement, long reviveAfter, float balance) {

    /** The rules of design section 2, and {@link #WINDOW}. */
    public enum Rule {
        /**
         * {@link #ADAGRAD} from batch to batch and, at each version, {@link CodebookRefinement Lloyd's iterations} over the
         * items of the last clicks, as their embeddings are by then.
         */
        WINDOW,
        /** Poeem's: Adagrad on the distortion's gradient. */
        ADAGRAD,
        /** Decayed sums and counts: online k-means. */
        EMA,
        /** Never: the ablation. */
        FROZEN
    }

    /**
     * @param window the last clicks whose items count, each click by its weight
     * @param iterations of Lloyd's, at each version
     * @param every clicks without a version after which the iterations are made all the same
     */
    public record Refinement(int window, int iterations, int every) {
        public Refinement {
            check(window >= 1 && window <= 1 << 20, "codebook.window", window, "1 to 1048576", "take 8192");
            check(iterations >= 1 && iterations <= 100, "codebook.iterations", iterations, "1 to 100", "take 1");
            check(every >= 1, "codebook.iterate-every", every, "at least 1", "take 131072");
        }

        /** One iteration over the items of 8192 clicks. */
        public static Refinement defaults() {
            return new Refinement(8192, 1, 1 << 17);
        }
    }

    public CodebookOptions {
        check(
                learningRate > 0 && learningRate <= 10,
                "codebook.learning-rate",
                learningRate,
                "above 0, to 10",
                "take 0.02");
        check(decay > 0 && decay < 1, "codebook.decay", decay, "above 0 and below 1", "take 0.99");
        check(reviveAfter >= 0, "revive.after", reviveAfter, "at least 0", "take 0, which is never");
        check(balance >= 0 && balance <= 1000, "coarse.balance", balance, "0 to 1000", "take 0, which is none");
        check(
                rule != Rule.FROZEN || reviveAfter == 0,
                "revive.after",
                reviveAfter,
                "0 where codebook.rule is frozen",
                "leave it out, or take another rule");
    }

    /** Without revival and balance. */
    public CodebookOptions(Rule rule, float learningRate, float decay) {
        this(rule, learningRate, decay, Refinement.defaults(), 0, 0);
    }

    /** The rule {@link Rule#WINDOW}. */
    public static CodebookOptions defaults() {
        return new CodebookOptions(Rule.WINDOW, 0.02f, 0.99f);
    }

    /** These options with another rule. */
    public CodebookOptions with(Rule to) {
        return new CodebookOptions(to, learningRate, decay, refinement, reviveAfter, balance);
    }

    /** These options with another refinement. */
    public CodebookOptions with(Refinement to) {
        return new CodebookOptions(rule, learningRate, decay, to, reviveAfter, balance);
    }

    /** These options with revival after so many examples. */
    public CodebookOptions withReviveAfter(long to) {
        return new CodebookOptions(rule, learningRate, decay, refinement, to, balance);
    }

    /** These options with another balance. */
    public CodebookOptions withBalance(float to) {
        return new CodebookOptions(rule, learningRate, decay, refinement, reviveAfter, to);
    }
}
