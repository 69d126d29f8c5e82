package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The most clicked items of an image, whoever asks: the answer to a query of which nothing is known, and the baseline that
 * a model has to beat. Thread-safe.
 *
 * <p>Scores are log p̂ = L - logTotal, whether the model weighs popularity or not.
 */
public final class PopularitySearch {

    private final IndexImage image;
    private final PopularItems popular;

    public PopularitySearch(IndexImage image) {
        this(image, new PopularItems(image.items()));
    }

    PopularitySearch(IndexImage image, PopularItems popular) {
        this.image = image;
        this.popular = popular;
    }

    /** Uses {@code k} and {@code exclude} of the options; nothing is scanned. */
    public Hits search(SearchOptions options) {
        Exclusions excluded = Exclusions.of(options.exclude(), image.items());
        int[] order = popular.atLeast(options.k() + excluded.size());
        List<Hit> hits = new ArrayList<>(Math.min(options.k(), order.length));
        for (int i = 0; i < order.length && hits.size() < options.k(); i++) {
            if (!excluded.contains(order[i])) {
                hits.add(new Hit(image.items().id(order[i]), logShare(order[i])));
            }
        }
        return new Hits(image.version(), hits, 0, Hits.Basis.POPULARITY);
    }

    private float logShare(int item) {
        return (float) (image.items().logCount(item) - image.model().logTotal());
    }
}
