package io.poeem.train.gate;

import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Model;
import io.poeem.state.model.Tower;
import io.poeem.train.kernel.FloatKernels;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.rows.ItemTable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a model may be published (design section 4): a version with a number that is not finite, or beyond a bound, would
 * serve nobody, and stays behind while the last good one is served on.
 *
 * <p>Bounds are judged on the canaries, so that every version is judged on as many clicks, however short its interval was, and
 * by what it would serve. They are not judged before there are as many canaries as wanted, or while half of those have left the
 * index. Every verdict follows from the learner's state alone.
 *
 * <p>Rows need no check of their own for numbers that are not finite: Adagrad's step from a finite gradient is at most the
 * learning rate, whatever its accumulator, and gradients that are not finite reach no row.
 */
public final class QualityGate {

    private final Bounds bounds;
    private final Canaries canaries;
    private final ItemTable items;
    private final FloatKernels kernels = FloatKernels.best();

    /** A gate over the learner's canaries and items. */
    public QualityGate(Bounds bounds, Canaries canaries, ItemTable items) {
        this.bounds = bounds;
        this.canaries = canaries;
        this.items = items;
    }

    /**
     * Judges a version before it is written; no row may be pinned.
     *
     * @param encoder of this model
     */
    public Verdict judge(Model model, ItemEncoder encoder) {
        Optional<Fault> fault = notFinite(model);
        if (fault.isPresent() || canaries.size() == 0) {
            return new Verdict(fault, Map.of());
        }
        CanaryFigures figures = CanaryTrial.run(kernels, canaries, items, encoder);
        Map<String, Double> named = new TreeMap<>();
        figures.addTo(named);
        boolean judged = canaries.areComplete() && 2 * figures.canaries() >= canaries.size();
        return new Verdict(judged ? beyondBounds(figures, model.shape().coarse()) : Optional.empty(), named);
    }

    /** Why the model must not be published; empty if it may. */
    public static Optional<Fault> notFinite(Model model) {
        if (!Double.isFinite(model.logTotal())) {
            return fault(Check.NOT_FINITE, "the log of all clicks is " + model.logTotal());
        }
        return tower("query tower", model.query())
                .or(() -> tower("item tower", model.item()))
                .or(() -> numbers("rotation", model.rotation().matrix()))
                .or(() -> numbers("coarse centroids", model.codebooks().coarse()))
                .or(() -> numbers("subspace centroids", model.codebooks().subspaces()));
    }

    /** Which bound the figures are beyond; empty if none. */
    Optional<Fault> beyondBounds(CanaryFigures f, int lists) {
        double reachable = Math.min(lists, f.itemPerplexity());
        double perplexity = Math.min(bounds.coarsePerplexity(), reachable / 2);
        double kept = bounds.kept() * f.exactRecall();
        if (bounds.distortion() > 0 && !(f.distortion() <= bounds.distortion())) {
            return fault(
                    Check.DISTORTION,
                    "canary_distortion",
                    f.distortion(),
                    "above gate.distortion.max",
                    bounds.distortion());
        } else if (!(f.coarsePerplexity() >= perplexity)) {
            return fault(
                    Check.COARSE_PERPLEXITY,
                    "canary_coarse_perplexity",
                    f.coarsePerplexity(),
                    "below gate.coarse-perplexity.min",
                    perplexity);
        } else if (!(f.recall() >= bounds.recall())) {
            return fault(
                    Check.CANARY_RECALL, "canary_recall", f.recall(), "below gate.canary-recall.min", bounds.recall());
        } else if (!(f.recall() >= kept)) {
            return fault(
                    Check.CANARY_KEPT,
                    "canary_recall",
                    f.recall(),
                    "below gate.canary-kept.min of canary_recall_exact",
                    kept);
        }
        return Optional.empty();
    }

    private static Optional<Fault> tower(String name, Tower tower) {
        Optional<Fault> fault = Optional.empty();
        for (DenseLayer layer : tower.layers()) {
            fault = fault.or(() -> numbers(name, layer.weights())).or(() -> numbers(name, layer.bias()));
        }
        return fault;
    }

    private static Optional<Fault> numbers(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return fault(Check.NOT_FINITE, "the " + name + " hold " + values[i] + " at " + i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> fault(Check check, String reason) {
        return Optional.of(new Fault(check, reason));
    }

    private static Optional<Fault> fault(Check check, String figure, double value, String bound, double limit) {
        return fault(check, String.format(Locale.ROOT, "%s is %.4g, %s = %.4g", figure, value, bound, limit));
    }
}
