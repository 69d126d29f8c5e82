package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.index.Shown;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST /v1/search}. */
final class SearchRoute implements Endpoint {

    /** @param score more is better; comparable within one answer only */
    record Found(String id, float score, Optional<String> title) {}

    record Result(
            long version, long trainedThrough, String basis, List<Found> hits, double scannedShare, long tookMicros) {}

    private final LiveIndex index;
    private final Titles titles;
    private final SearchLimits limits;
    private final SearchOptions defaults;
    private final Consumer<Hits> meter;

    SearchRoute(LiveIndex index, Titles titles, SearchLimits limits, SearchOptions defaults, Consumer<Hits> meter) {
        this.index = index;
        this.titles = titles;
        this.limits = limits;
        this.defaults = defaults;
        this.meter = meter;
    }

    @Override
    public Answer answer(Asked asked) {
        Shown shown = index.current().orElseThrow(() -> IndexRoute.nothingYet(index.name()));
        Searcher searcher = shown.loaded().searcher();
        int dims = searcher.image().model().shape().dims();
        SearchRequest request = SearchRequestReader.read(asked.body(), dims, limits, defaults);
        long begun = System.nanoTime();
        Hits hits = search(searcher, request);
        long micros = (System.nanoTime() - begun) / 1_000;
        meter.accept(hits);
        return Answer.json(new Result(
                hits.version(),
                searcher.image().trainedThrough(),
                hits.basis().name().toLowerCase(Locale.ROOT),
                hits.hits().stream().map(this::found).toList(),
                hits.scannedShare(),
                micros));
    }

    private static Hits search(Searcher searcher, SearchRequest request) {
        try {
            return searcher.search(request.query(), request.options());
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(400, String.valueOf(e.getMessage()));
        }
    }

    private Found found(Hit hit) {
        return new Found(hit.id(), hit.score(), titles.of(hit.id()));
    }
}
