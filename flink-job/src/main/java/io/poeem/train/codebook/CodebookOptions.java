package io.poeem.train.codebook;

/**
 * How the codebooks follow the items.
 *
 * @param rule the rule of learning
 * @param learningRate of {@link Rule#ADAGRAD}
 * @param decay γ of {@link Rule#EMA}: the share of sums and counts that is kept from batch to batch
 */
public record CodebookOptions(Rule rule, float learningRate, float decay) {

    /** The rules of design section 2. */
    public enum Rule {
        /** Poeem's: Adagrad on the distortion's gradient. */
        ADAGRAD,
        /** Decayed sums and counts: online k-means. */
        EMA,
        /** Never: the ablation. */
        FROZEN
    }

    public CodebookOptions {
        if (!(learningRate > 0 && learningRate <= 10)) {
            throw new IllegalArgumentException(
                    "codebook learning rate is " + learningRate + ", but must be above 0 and at most 10");
        }
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("codebook decay is " + decay + ", but must lie between 0 and 1");
        }
    }

    /** Adagrad 0.02. */
    public static CodebookOptions defaults() {
        return new CodebookOptions(Rule.ADAGRAD, 0.02f, 0.99f);
    }
}
