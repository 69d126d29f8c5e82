package io.poeem.ops.evaluate;

import io.poeem.ops.faiss.FaissException;
import io.poeem.ops.faiss.FaissTrainer;
import io.poeem.state.image.IndexImage;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Indexes built afterwards by Faiss, at every version that is asked for, or, after the first that it fails at, at none: one
 * notice says why. Looks for Faiss when first asked. For one version after the other, by any thread.
 */
final class FaissRebuilds {

    private final Supplier<Optional<FaissTrainer>> finder;
    private final Consumer<String> notices;
    private FaissTrainer trainer;
    private boolean over;

    /** @param notices hears why there is no such index, at most once */
    FaissRebuilds(Supplier<Optional<FaissTrainer>> finder, Consumer<String> notices) {
        this.finder = finder;
        this.notices = notices;
    }

    /** Empty where Faiss is missing or has failed, now or earlier. */
    Optional<IndexImage> of(IndexImage image, int seed) {
        if (over) {
            return Optional.empty();
        }
        int centroids = image.model().shape().centroids();
        if (centroids != FaissTrainer.CENTROIDS) {
            return none("Faiss is compared with where codebook.centroids is " + FaissTrainer.CENTROIDS + ", and it is "
                    + centroids);
        }
        if (trainer == null) {
            trainer = finder.get().orElse(null);
        }
        if (trainer == null) {
            return none("Faiss is not installed: apt-get install python3-faiss");
        }
        try {
            return Optional.of(RebuiltIndex.faiss(image, trainer, seed));
        } catch (FaissException e) {
            return none("Faiss failed at version " + image.version() + ": " + e.getMessage());
        }
    }

    private Optional<IndexImage> none(String why) {
        over = true;
        notices.accept("no " + Method.REBUILT_FAISS.text() + " row: " + why);
        return Optional.empty();
    }
}
