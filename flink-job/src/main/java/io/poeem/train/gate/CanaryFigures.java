package io.poeem.train.gate;

import java.util.Map;

/**
 * What a model would make of the canaries if it were served: the last clicks that were trained on, each as it came, against
 * the different items among them.
 *
 * <p>Recall is by cosine alone. Popularity, which serving adds, finds half of the clicks of real logs all by itself, and
 * would hide a model that knows nothing. Items at equal distance share the places that they take, so that a collapsed index,
 * for which all items are one, gets what guessing gets: {@code 10 / items}.
 *
 * @param canaries how many there are; those whose item left the index do not count
 * @param items different items among them: the candidates
 * @param recall share of the canaries whose item is among the 10 candidates with the largest cos(q̂, T(x))
 * @param exactRecall the same with cos(q̂, x̂): without the index
 * @param distortion √mean |T(x) - x̂|², where |x̂| = 1: 0 for exact codes, 1 for codes that say nothing
 * @param coarsePerplexity e^entropy of the canaries' lists
 * @param itemPerplexity e^entropy of the canaries' items: the lists' perplexity cannot be larger
 */
public record CanaryFigures(
        int canaries,
        int items,
        double recall,
        double exactRecall,
        double distortion,
        double coarsePerplexity,
        double itemPerplexity) {

    /** Puts all of them under names that begin with {@code canary}; nothing where there is no canary. */
    public void addTo(Map<String, Double> health) {
        health.put("canaries", (double) canaries);
        if (canaries > 0) {
            health.put("canary_items", (double) items);
            health.put("canary_recall", recall);
            health.put("canary_recall_exact", exactRecall);
            health.put("canary_distortion", distortion);
            health.put("canary_coarse_perplexity", coarsePerplexity);
            health.put("canary_item_perplexity", itemPerplexity);
        }
    }
}
