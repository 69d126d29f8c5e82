package io.poeem.ops.evaluate;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.ExactSearch;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.searcher.VersionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The versions in Kafka, verified as searchers verify them. */
final class PublishedVersions implements VersionLine {

    static final String SERVED = "served";
    static final String EXACT = "exact";
    static final String POPULARITY = "popularity";

    private final VersionReader reader;
    private final List<IndexManifest> manifests;
    private final SearchOptions options;
    private final boolean withBaselines;
    private final ScannedShare scanned;
    private final Consumer<LoadedVersion> visitor;

    /**
     * @param reader at its beginning; closed with this
     * @param options nprobe and head of the served method
     * @param withBaselines whether exact search (where there are vectors) and popularity answer too
     * @param visitor sees every version as it is reached
     */
    PublishedVersions(
            VersionReader reader,
            SearchOptions options,
            boolean withBaselines,
            ScannedShare scanned,
            Consumer<LoadedVersion> visitor) {
        this.reader = reader;
        this.manifests = reader.manifests();
        this.options = options.withK(Ranker.DEPTH);
        this.withBaselines = withBaselines;
        this.scanned = scanned;
        this.visitor = visitor;
    }

    @Override
    public int size() {
        return manifests.size();
    }

    @Override
    public long trainedThrough(int i) {
        return manifests.get(i).getTrainedThrough();
    }

    @Override
    public Stage next() {
        LoadedVersion loaded = reader.next();
        visitor.accept(loaded);
        Searcher searcher = loaded.searcher();
        Map<String, Ranker> methods = new LinkedHashMap<>();
        methods.put(SERVED, Rankers.served(searcher, options, scanned));
        if (withBaselines) {
            ExactSearch.of(loaded.image())
                    .ifPresent(exact -> methods.put(EXACT, Rankers.exact(exact, searcher.popularity())));
            methods.put(POPULARITY, Rankers.popularity(searcher.popularity()));
        }
        return new Stage(loaded.version(), methods);
    }

    /** Goes to the end, for the visitor's sake: no click came after the versions left. */
    void drain() {
        while (reader.hasNext()) {
            visitor.accept(reader.next());
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
