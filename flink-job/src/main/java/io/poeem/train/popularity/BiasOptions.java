package io.poeem.train.popularity;

/**
 * The learned bias a_j of items.
 *
 * @param learned whether there is one
 * @param learningRate Adagrad's
 */
public record BiasOptions(boolean learned, float learningRate) {

    public static final float DEFAULT_LEARNING_RATE = 0.1f;

    public BiasOptions {
        if (!(learningRate > 0 && learningRate <= 10)) {
            throw new IllegalArgumentException(
                    "item.bias-learning-rate = " + learningRate + ": must be above 0, to 10; take 0.1");
        }
    }

    /** No bias. */
    public static BiasOptions none() {
        return new BiasOptions(false, DEFAULT_LEARNING_RATE);
    }
}
