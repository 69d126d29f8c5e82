package io.poeem.train.gate;

/**
 * What a version must keep to; 0 switches a bound off. See {@link CanaryFigures} for the figures.
 *
 * @param distortion the largest relative distortion
 * @param coarsePerplexity the least perplexity of lists; where the canaries' items could not reach twice as much, half of
 *     what they could
 * @param recall the least canary recall
 * @param kept the least share of the embeddings' canary recall that the codes must reach
 */
public record Bounds(double distortion, double coarsePerplexity, double recall, double kept) {}
