package io.poeem.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.PopularityOptions;
import org.apache.flink.configuration.ConfigOption;

/** How popularity is estimated, what the softmax corrects for, and negatives from outside of the batch. */
public final class SamplingOptions {

    static final OptionGroup GROUP = new OptionGroup("Sampling");

    public static final ConfigOption<PopularityOptions.Estimate> POPULARITY_ESTIMATE = GROUP.learned(
            key("popularity.estimate")
                    .enumType(PopularityOptions.Estimate.class)
                    .defaultValue(PopularityOptions.Estimate.DECAYED)
                    .withDescription(
                            "How an item's share of the clicks is estimated: by decayed counts (popularity.half-life), or by the mean interval between its clicks, counted in clicks of the whole stream (popularity.step). With interval, an item that nobody clicks keeps its place until it is encoded anew (refresh.versions)."),
            Limit.none());

    public static final ConfigOption<Double> POPULARITY_STEP = GROUP.learned(
            key("popularity.step")
                    .doubleType()
                    .defaultValue(PopularityOptions.DEFAULT_STEP)
                    .withDescription(
                            "With popularity.estimate interval: least weight α of a new interval in the mean; an item's first 1/α intervals weigh the same."),
            Limit.aboveZeroTo(1));

    public static final ConfigOption<Boolean> CORRECTION = GROUP.learned(
            key("sampling.correction")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Correct the softmax for how often an item is sampled, by -log of its estimated share. The model then learns popularity itself: consider popularity.weight 0."),
            Limit.none());

    public static final ConfigOption<Boolean> ITEM_BIAS = GROUP.learned(
            key("item.bias")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription("Learn a number for each item that is added to its score, whoever asks."),
            Limit.none());

    public static final ConfigOption<Double> ITEM_BIAS_LEARNING_RATE = GROUP.learned(
            key("item.bias-learning-rate")
                    .doubleType()
                    .defaultValue(Double.valueOf(Float.toString(BiasOptions.DEFAULT_LEARNING_RATE)))
                    .withDescription("Adagrad's rate for item.bias."),
            Limit.aboveZeroTo(10));

    public static final ConfigOption<Integer> RANDOM_NEGATIVES = GROUP.learned(
            key("negatives.random")
                    .intType()
                    .defaultValue(0)
                    .withDescription(
                            "So many items more that every batch has as negatives, drawn uniformly from those that were ever clicked. With sampling.correction, all candidates are corrected for the mixture of both ways to be sampled."),
            Limit.between(0, 8_192));

    private SamplingOptions() {}
}
