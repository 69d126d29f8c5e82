package io.poeem.ops.evaluate;

import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.ExactSearch;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.searcher.VersionReader;
import io.poeem.state.image.IndexImage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The versions in Kafka, verified as searchers verify them. */
final class PublishedVersions implements VersionLine {

    private static final int SEED = 1;

    private final VersionReader reader;
    private final List<IndexManifest> manifests;
    private final SearchOptions options;
    private final Set<Integer> rebuilt;
    private final FaissRebuilds faiss;
    private final ExecutorService threads;
    private final Consumer<LoadedVersion> visitor;
    private int next;

    /**
     * @param reader at its beginning; closed with this
     * @param options nprobe and head of searches through an index
     * @param rebuilt numbers, from 0, of versions on which indexes are built afterwards, where they have vectors
     * @param faiss builds one of these, if it can
     * @param threads for Faiss to work meanwhile; at least one besides the caller's
     * @param visitor sees every version as it is reached
     */
    PublishedVersions(
            VersionReader reader,
            List<IndexManifest> manifests,
            SearchOptions options,
            Set<Integer> rebuilt,
            FaissRebuilds faiss,
            ExecutorService threads,
            Consumer<LoadedVersion> visitor) {
        this.reader = reader;
        this.manifests = manifests;
        this.options = options;
        this.rebuilt = rebuilt;
        this.faiss = faiss;
        this.threads = threads;
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
        IndexImage image = loaded.image();
        Map<Method, Ranker> methods = new EnumMap<>(Method.class);
        methods.put(Method.SERVED, Rankers.index(searcher, options));
        methods.put(Method.POPULARITY, Rankers.popularity(searcher.popularity()));
        ExactSearch.of(image)
                .ifPresent(exact -> methods.put(Method.EXACT, Rankers.exact(exact, searcher.popularity())));
        if (rebuilt.contains(next++) && image.items().hasVectors() && image.size() > 0) {
            rebuild(image, methods);
        }
        return new Stage(loaded.version(), methods);
    }

    private void rebuild(IndexImage image, Map<Method, Ranker> methods) {
        Future<Optional<IndexImage>> byFaiss = threads.submit(() -> faiss.of(image, SEED));
        methods.put(Method.REBUILT_PLAIN, index(RebuiltIndex.plain(image, SEED)));
        methods.put(Method.REBUILT_CLICK_WEIGHTED, index(RebuiltIndex.clickWeighted(image, SEED)));
        result(byFaiss).ifPresent(built -> methods.put(Method.REBUILT_FAISS, index(built)));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new EvaluationException(
                    "The evaluation failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("The evaluation was interrupted", e);
        }
    }

    private Ranker index(IndexImage image) {
        return Rankers.index(new Searcher(image), options);
    }

    @Override
    public void close() {
        reader.close();
    }
}
