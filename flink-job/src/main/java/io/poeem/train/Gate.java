package io.poeem.train;

import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Model;
import io.poeem.state.model.Tower;
import java.util.Optional;

/**
 * Whether a model may be published (design section 4): one with a number that is not finite would serve nobody, and stays
 * behind while the last good one is served on.
 *
 * <p>Rows need no gate: Adagrad's step from a finite gradient is at most the learning rate, whatever its accumulator, and
 * gradients that are not finite reach no row.
 */
final class Gate {

    private Gate() {}

    /** Why the model must not be published; empty if it may. */
    static Optional<String> fault(Model model) {
        if (!Double.isFinite(model.logTotal())) {
            return Optional.of("the log of all clicks is " + model.logTotal());
        }
        return tower("query tower", model.query())
                .or(() -> tower("item tower", model.item()))
                .or(() -> numbers("rotation", model.rotation().matrix()))
                .or(() -> numbers("coarse centroids", model.codebooks().coarse()))
                .or(() -> numbers("subspace centroids", model.codebooks().subspaces()));
    }

    private static Optional<String> tower(String name, Tower tower) {
        Optional<String> fault = Optional.empty();
        for (DenseLayer layer : tower.layers()) {
            fault = fault.or(() -> numbers(name, layer.weights())).or(() -> numbers(name, layer.bias()));
        }
        return fault;
    }

    private static Optional<String> numbers(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return Optional.of("the " + name + " hold " + values[i] + " at " + i);
            }
        }
        return Optional.empty();
    }
}
