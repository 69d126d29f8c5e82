package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.ProblemException;
import io.poeem.ops.serve.index.Clusters;
import io.poeem.ops.serve.index.LiveIndex;
import io.poeem.ops.serve.index.Shown;
import io.poeem.ops.serve.index.VersionLine;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.SubscriberStatus;
import io.poeem.state.model.Shape;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** {@code GET /v1/index}: what is served, where it comes from, how it is. */
final class IndexRoute implements Endpoint {

    record Place(String topic, int partition, long offset) {}

    record Provenance(long trainedThrough, List<Place> offsets, String optionHash, Map<String, Long> counts) {}

    record ModelShape(int dims, int lists, int subspaces, int centroids, boolean popularity) {}

    record Service(long servedAt, long fetchMillis, long buildMillis, long bytes) {}

    record Subscriber(
            String state,
            String message,
            boolean trouble,
            OptionalLong wanted,
            OptionalLong pinned,
            long loaded,
            long failed,
            Optional<String> lastFailure,
            Optional<String> lastError) {}

    record Result(
            String index,
            long version,
            Optional<Long> base,
            int items,
            int titles,
            long eventTimeLagMillis,
            boolean ready,
            Provenance provenance,
            ModelShape shape,
            Service service,
            Map<String, Double> health,
            Clusters clusters,
            Optional<Subscriber> subscriber) {}

    private final LiveIndex index;
    private final Readiness readiness;
    private final IntSupplier titles;

    IndexRoute(LiveIndex index, Readiness readiness, IntSupplier titles) {
        this.index = index;
        this.readiness = readiness;
        this.titles = titles;
    }

    static ProblemException nothingYet(String name) {
        return ProblemException.of(
                503,
                "no version of index '" + name
                        + "' is served yet; is its trainer publishing, and are --bootstrap, --namespace and --index right?");
    }

    @Override
    public Answer answer(Asked asked) {
        Shown shown = index.current().orElseThrow(() -> nothingYet(index.name()));
        LoadedVersion loaded = shown.loaded();
        IndexManifest manifest = loaded.manifest();
        return Answer.json(new Result(
                index.name(),
                loaded.version(),
                manifest.getBase() < 0 ? Optional.empty() : Optional.of(manifest.getBase()),
                loaded.image().size(),
                titles.getAsInt(),
                index.lag().orElseThrow().toMillis(),
                readiness.state().ready(),
                provenance(manifest),
                shape(loaded),
                service(loaded),
                VersionLine.finite(manifest.getHealth()),
                shown.clusters(),
                index.status().map(IndexRoute::subscriber)));
    }

    private static Provenance provenance(IndexManifest manifest) {
        return new Provenance(
                manifest.getTrainedThrough(),
                manifest.getOffsets().stream()
                        .map(at -> new Place(at.getTopic(), at.getPartition(), at.getOffset()))
                        .toList(),
                hex(manifest.getOptionHash()),
                new TreeMap<>(manifest.getCounts()));
    }

    private static ModelShape shape(LoadedVersion loaded) {
        Shape shape = loaded.image().model().shape();
        boolean popularity = loaded.image().model().popularityWeight() != 0;
        return new ModelShape(shape.dims(), shape.coarse(), shape.subspaces(), shape.centroids(), popularity);
    }

    private static Service service(LoadedVersion loaded) {
        return new Service(
                loaded.timing().servedAt(),
                loaded.timing().fetch().toMillis(),
                loaded.timing().build().toMillis(),
                loaded.timing().chunkBytes());
    }

    private static Subscriber subscriber(SubscriberStatus status) {
        Optional<String> failure = status.failures().stream()
                .reduce((earlier, later) -> later)
                .map(last -> "version " + last.version() + ": " + last.reason() + ": " + last.message());
        return new Subscriber(
                status.state().name().toLowerCase(Locale.ROOT),
                status.message(),
                status.state().isTrouble(),
                status.wanted(),
                status.pinned(),
                status.loaded(),
                status.failed(),
                failure,
                status.lastError());
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
