package io.poeem.searcher;

import io.poeem.state.model.Model;

/**
 * b = β (L - logTotal) = β log p̂, the part of the score that is popularity.
 *
 * @param weight β, at least 0; with 0 popularity has no part in the score
 * @param logTotal the logarithm of the decayed count of all clicks
 */
public record Bias(float weight, double logTotal) {

    public static Bias of(Model model) {
        return new Bias(model.popularityWeight(), model.logTotal());
    }

    /** @param logCount L; -infinity for an item without clicks */
    public float of(float logCount) {
        return weight == 0 ? 0 : (float) (weight * (logCount - logTotal));
    }
}
