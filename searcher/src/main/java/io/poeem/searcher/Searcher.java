package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemLists;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.quantize.QueryTables;
import io.poeem.state.scan.ListScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Searches one version of an index. Immutable and thread-safe. Reads the image's lists where they are, and adds what depends on the
 * model: made anew for each version, in a time that hardly depends on the number of items.
 *
 * <ol>
 *   <li>query → q, a unit vector, and q' = qR;
 *   <li>lists are chosen by what the score is made of: scale · cos(q', v_c) + the largest b in the list beyond the head; at
 *       least nprobe of them, and more where they are short;
 *   <li>the items of the chosen lists, and the {@code head} most popular ones whatever their list, are scored:
 *       score = scale · (q'·v_c + Σ_m q'_m·w_{m,k_m}) / |T(x)| + b;
 *   <li>the k best come back, equal scores in the order of their ids.
 * </ol>
 *
 * <p>Other metrics take other terms in the place of scale · cos, see {@link Metric}. Of several heads a list has the largest worth, and
 * an item the largest score; {@code nprobe} counts lists for all heads together.
 *
 * <p>A query allocates its answer and nothing else, except that a filter's ids are made for it, and that several heads are merged. What
 * it needs besides stays with the thread: some tens of kilobytes, more with large k or many heads.
 */
public final class Searcher {

    private final IndexImage image;
    private final ItemLists items;
    private final QueryEncoder encoder;
    private final QueryTables tables;
    private final PopularItems popular;
    private final PopularitySearch popularity;
    private final AtomicReferenceArray<Scoring> scorings = new AtomicReferenceArray<>(2 * Metric.values().length);

    /**
     * @param image not empty
     * @throws IllegalArgumentException if a value of the image is out of bounds; such an image must not be served
     */
    public Searcher(IndexImage image) {
        this(image, Kernels.best());
    }

    Searcher(IndexImage image, Kernels kernels) {
        if (image.isEmpty()) {
            throw new IllegalArgumentException("the empty image has no model and cannot be searched; load a version");
        }
        Bias bias = Bias.of(image.model());
        if (image.size() > 0 && bias.weight() != 0 && !Double.isFinite(bias.logTotal())) {
            throw new IllegalArgumentException("version " + image.version() + " has logTotal " + bias.logTotal()
                    + ", which must be finite where popularity is in the score");
        }
        this.image = image;
        this.items = image.lists();
        this.encoder = new QueryEncoder(image);
        this.tables = new QueryTables(image.model().codebooks(), kernels);
        this.popular = new PopularItems(items);
        this.popularity = new PopularitySearch(image, popular);
        scoring(Metric.MODEL, true).head(SearchOptions.defaults().head()); // so that no query waits for it
    }

    public long version() {
        return image.version();
    }

    public IndexImage image() {
        return image;
    }

    /** The same image by popularity alone; shares what this searcher has worked out. */
    public PopularitySearch popularity() {
        return popularity;
    }

    /**
     * Never fails for want of knowledge: a query without a known token is answered by popularity, and
     * {@link Hits#basis()} says so.
     *
     * @throws IllegalArgumentException if the query's vector has not the model's number of dimensions
     */
    public Hits search(Query query, SearchOptions options) {
        Scratch scratch = Scratch.take(items, image.model().shape(), options.k());
        try {
            Scoring scoring = scoring(options.metric(), options.popularity());
            int heads = encode(query, options.metric(), scoring, scratch);
            return heads == 0 ? popularity.search(options) : search(heads, scoring, options, scratch);
        } finally {
            scratch.give();
        }
    }

    /** As {@link SearchOptions#defaults}, but k hits. */
    public Hits search(Query query, int k) {
        return search(query, SearchOptions.defaults().withK(k));
    }

    /** Each as by {@link #search(Query, SearchOptions)}, on the calling thread; answers in the order of the requests. */
    public List<Hits> searchAll(List<Request> requests) {
        List<Hits> answers = new ArrayList<>(requests.size());
        for (Request request : requests) {
            answers.add(search(request.query(), request.options()));
        }
        return answers;
    }

    /** The first asker of a metric makes what it needs; two at once may both, alike. */
    private Scoring scoring(Metric metric, boolean withPopularity) {
        int at = 2 * metric.ordinal() + (withPopularity ? 1 : 0);
        Scoring known = scorings.get(at);
        if (known == null) {
            known = new Scoring(image.model(), items, popular, metric, withPopularity);
            scorings.set(at, known);
        }
        return known;
    }

    /** Products of each head that something is known of; returns how many. */
    private int encode(Query query, Metric metric, Scoring scoring, Scratch scratch) {
        if (query instanceof Query.Head head) {
            return encode(head, metric, scoring, scratch, 0) ? 1 : 0;
        }
        List<Query.Head> heads = ((Query.Heads) query).heads();
        int known = 0;
        for (int i = 0; i < heads.size(); i++) {
            known += encode(heads.get(i), metric, scoring, scratch, known) ? 1 : 0;
        }
        return known;
    }

    private boolean encode(Query.Head head, Metric metric, Scoring scoring, Scratch scratch, int at) {
        if (!encoder.encode(head, metric.ofUnitVectors(), scratch.sums, scratch.query, 0)) {
            return false;
        }
        scratch.fitHead(image.model().shape(), at);
        image.model().rotation().apply(scratch.query, 1, scratch.rotated);
        double squares = 0;
        for (int i = 0; i < scratch.rotated.length; i++) {
            squares += (double) scratch.rotated[i] * scratch.rotated[i];
            scratch.rotated[i] *= scoring.multiplier();
        }
        scratch.constants[at] = metric == Metric.L2 ? (float) -squares : 0;
        tables.coarse(scratch.rotated, scratch.coarse[at]);
        tables.subspaces(scratch.rotated, scratch.tables[at]);
        return true;
    }

    private Hits search(int heads, Scoring scoring, SearchOptions options, Scratch scratch) {
        if (items.size() == 0) {
            return new Hits(version(), List.of(), 0, Hits.Basis.QUERY);
        }
        int k = Math.min(options.k(), items.size());
        Scoring.Head popularHead = scoring.head(options.head());
        int lists = choose(heads, scoring, popularHead, options, scratch);
        ItemFilter filter = scratch.filter.begin(items, options.exclude(), options.filter());
        HeadMerge merge = heads == 1 ? null : new HeadMerge(scratch);
        int found = 0;
        for (int head = 0; head < heads; head++) {
            scratch.scan.begin(items.layout(), scratch.tables[head], k, filter, scratch.byId);
            scan(scoring, popularHead, scratch.coarse[head], lists, scratch);
            found = scratch.scan.finish(scratch.numbers, scratch.scores);
            for (int i = 0; i < found; i++) {
                scratch.scores[i] = scoring.score(scratch.scores[i], scratch.constants[head]);
            }
            if (merge != null) {
                merge.add(found);
            } else {
                orderEquals(found, scratch);
            }
        }
        double share = (double) scratch.scan.scanned() / items.size();
        return hits(merge == null ? found : merge.best(k), share, scratch);
    }

    /** What a scan adds up may differ where the scores made of it round to the same. Nearly in order, so by insertion. */
    private static void orderEquals(int found, Scratch scratch) {
        int[] numbers = scratch.numbers;
        float[] scores = scratch.scores;
        for (int i = 1; i < found; i++) {
            int number = numbers[i];
            int hole = i;
            while (hole > 0
                    && scores[hole - 1] == scores[i]
                    && scratch.byId.applyAsInt(number, numbers[hole - 1]) < 0) {
                numbers[hole] = numbers[hole - 1];
                hole--;
            }
            numbers[hole] = number;
        }
    }

    /** The first nprobe lists, and further ones while too few items would be scored; the order of lists is the same for any number. */
    private int choose(int heads, Scoring scoring, Scoring.Head beyond, SearchOptions options, Scratch scratch) {
        weigh(heads, scoring, beyond, scratch);
        int enough = options.leastScored(items.size()) - options.head();
        int scored = 0;
        int done = 0;
        int wanted = Math.min(options.nprobe(), items.lists());
        while (done < wanted) {
            int chosen =
                    scratch.nearest.choose(scratch.worths, wanted, scratch.chosen); // fewer if worths are no numbers
            for (; done < chosen && (done < options.nprobe() || scored < enough); done++) {
                scored += items.list(scratch.chosen[done]).size();
            }
            wanted = scored < enough && chosen == wanted ? Math.min(2 * wanted, items.lists()) : done;
        }
        return done;
    }

    private void weigh(int heads, Scoring scoring, Scoring.Head beyond, Scratch scratch) {
        Arrays.fill(scratch.worths, Float.NEGATIVE_INFINITY);
        for (int head = 0; head < heads; head++) {
            for (int c = 0; c < items.lists(); c++) {
                float worth = scoring.worth(c, scratch.coarse[head][c], beyond) + scratch.constants[head];
                scratch.worths[c] = Math.max(scratch.worths[c], worth);
            }
        }
    }

    private void scan(Scoring scoring, Scoring.Head popularHead, float[] coarse, int lists, Scratch scratch) {
        ListScan scan = scratch.scan;
        try {
            for (int i = 0; i < lists; i++) {
                int c = scratch.chosen[i];
                scratch.scanned[c] = true;
                scan.list(scoring.list(c), coarse[c]);
            }
            int[] listOf = popularHead.lists();
            for (int i = 0; i < listOf.length; i++) {
                if (!scratch.scanned[listOf[i]]) {
                    scan.item(popularHead.items(), i, coarse[listOf[i]]);
                }
            }
        } finally { // a filter may throw
            for (int i = 0; i < lists; i++) {
                scratch.scanned[scratch.chosen[i]] = false;
            }
        }
    }

    private Hits hits(int n, double share, Scratch scratch) {
        Hit[] hits = new Hit[n];
        for (int i = 0; i < n; i++) {
            hits[i] = new Hit(items.id(scratch.numbers[i]), scratch.scores[i]);
        }
        return new Hits(version(), Arrays.asList(hits), share, Hits.Basis.QUERY);
    }
}
