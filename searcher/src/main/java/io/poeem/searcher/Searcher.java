package io.poeem.searcher;

import io.poeem.state.image.IndexImage;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.QueryTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches one version of an index. Immutable and thread-safe; a query needs a few kilobytes of its own.
 *
 * <ol>
 *   <li>query → q, a unit vector, and q' = qR;
 *   <li>lists are chosen by what the score is made of: scale · cos(q', v_c) + the largest b in the list beyond the head; at
 *       least nprobe of them, and more where they are short;
 *   <li>the items of the chosen lists, and the {@code head} most popular ones whatever their list, are scored:
 *       score = scale · (q'·v_c + Σ_m q'_m·w_{m,k_m}) / |T(x)| + b;
 *   <li>the k best come back, equal scores in the order of their ids.
 * </ol>
 */
public final class Searcher {

    private final IndexImage image;
    private final Kernels kernels;
    private final InvertedLists lists;
    private final QueryEncoder encoder;
    private final QueryTables tables;
    private final ListChoice choice;
    private final PopularItems popular;
    private final PopularitySearch popularity;

    /**
     * Lays the image out for search: O(items).
     *
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
        this.image = image;
        this.kernels = kernels;
        this.lists = InvertedLists.of(image);
        this.encoder = new QueryEncoder(image);
        this.tables = new QueryTables(image.model().codebooks(), kernels);
        this.popular = new PopularItems(image.items());
        this.choice = new ListChoice(image.model(), lists, popular, kernels);
        this.popularity = new PopularitySearch(image, popular);
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
        Optional<float[]> unit = encoder.unit(query);
        return unit.isPresent() ? search(unit.get(), options) : popularity.search(options);
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

    private Hits search(float[] unit, SearchOptions options) {
        if (lists.size() == 0) {
            return new Hits(version(), List.of(), 0, Hits.Basis.QUERY);
        }
        Scan.Products products = products(unit);
        Scan scan = new Scan(
                lists,
                image.model().shape(),
                products,
                new TopK(Math.min(options.k(), lists.size())),
                Exclusions.of(options.exclude(), image.items()),
                kernels);
        scanLists(scan, products.coarse(), options);
        scanHead(scan, options.head());
        double share = (double) scan.scored() / lists.size();
        return new Hits(version(), scan.best().hits(image.items()), share, Hits.Basis.QUERY);
    }

    private Scan.Products products(float[] unit) {
        Model model = image.model();
        Shape shape = model.shape();
        float[] rotated = new float[shape.dims()];
        model.rotation().apply(unit, 1, rotated);
        float[] coarse = new float[shape.coarse()];
        tables.coarse(rotated, coarse);
        float[] subspaces = new float[shape.subspaces() * shape.centroids()];
        tables.subspaces(rotated, subspaces);
        return new Scan.Products(model.scale(), coarse, subspaces);
    }

    /** The first nprobe lists, and further ones while too few items were scored; the order of lists is the same for any number. */
    private void scanLists(Scan scan, float[] coarse, SearchOptions options) {
        int enough = options.leastScored(lists.size()) - options.head();
        int done = 0;
        int wanted = Math.min(options.nprobe(), lists.lists());
        while (done < wanted) {
            int[] order = choice.choose(coarse, wanted, options.head());
            for (; done < wanted && (done < options.nprobe() || scan.scored() < enough); done++) {
                scan.list(order[done]);
            }
            wanted = scan.scored() < enough ? Math.min(2 * wanted, lists.lists()) : done;
        }
    }

    private void scanHead(Scan scan, int head) {
        int[] order = popular.atLeast(head);
        for (int i = 0; i < Math.min(head, order.length); i++) {
            scan.itemOf(image.items().coarse(order[i]), order[i]);
        }
    }
}
