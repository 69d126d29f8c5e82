package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.Route;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.metrics.ServeMetrics;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.searcher.SearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All routes of the service. {@code openapi.json} describes them; a test holds it to this list. */
public final class Api {

    private Api() {}

    /**
     * @param defaults of a search that does not say otherwise
     */
    public static List<Route> routes(
            LiveIndex index,
            Titles titles,
            SearchLimits limits,
            SearchOptions defaults,
            Readiness readiness,
            ServeMetrics metrics) {
        Endpoint alive = asked -> Answer.json(Map.of("alive", true));
        List<Route> routes = new ArrayList<>(List.of(
                Route.working(
                        "POST", "/v1/search", new SearchRoute(index, titles, limits, defaults, metrics::searched)),
                Route.working("GET", "/v1/items", new ItemsRoute(index, titles)),
                Route.get("/v1/index", new IndexRoute(index, readiness, titles::size)),
                Route.get("/v1/versions", new VersionsRoute(index)),
                Route.get("/metrics", asked -> new Answer(200, ServeMetrics.CONTENT_TYPE, metrics.text(), Map.of())),
                Route.open("/healthz", alive),
                Route.open("/readyz", readiness)));
        routes.addAll(Assets.routes());
        return routes;
    }
}
