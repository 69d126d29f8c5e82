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

    /** @param image not empty */
    public PopularitySearch(IndexImage image) {
        this(image, new PopularItems(image.lists()));
    }

    PopularitySearch(IndexImage image, PopularItems popular) {
        this.image = image;
        this.popular = popular;
    }

    /** Uses {@code k}, {@code exclude} and {@code filter} of the options; nothing is scanned. */
    public Hits search(SearchOptions options) {
        ItemFilter filter = new ItemFilter().begin(image.lists(), options.exclude(), options.filter());
        int[] order = popular.atLeast(options.k() + (filter == null ? 0 : filter.excludedCount()));
        List<Hit> hits = new ArrayList<>(Math.min(options.k(), order.length));
        for (int i = 0; i < image.size() && hits.size() < options.k(); i++) {
            if (i == order.length) {
                order = popular.atLeast(i + 1); // a filter has refused many
            }
            int number = popular.number(order[i]);
            if (filter == null || filter.test(number)) {
                hits.add(new Hit(image.lists().id(number), logShare(order[i])));
            }
        }
        return new Hits(image.version(), hits, 0, Hits.Basis.POPULARITY);
    }

    private float logShare(int place) {
        return (float) (popular.logCount(place) - image.model().logTotal());
    }
}
