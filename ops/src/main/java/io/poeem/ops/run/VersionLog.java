package io.poeem.ops.run;

import io.poeem.ops.evaluate.Method;
import io.poeem.ops.evaluate.Scores;
import io.poeem.ops.evaluate.Tally;
import io.poeem.ops.report.Series;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.LoadedVersion;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.ChunkKind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is kept of each version as the evaluation goes by: its hash and its figures, never its image. One thread. */
final class VersionLog implements Consumer<LoadedVersion> {

    /** Means over fewer examples or questions say nothing; a log's last version often has but one or two. */
    private static final long FEWEST = 30;

    private static final String HELD_BACK = "held_back_";

    private final List<Entry> entries = new ArrayList<>();
    private long examplesBefore;
    private Double bytesPerItem;
    private final SortedMap<String, Long> heldBack = new TreeMap<>();

    private record Entry(
            long version,
            long trainedThrough,
            String sha256,
            Map<String, Double> health,
            Shape shape,
            long items,
            long examples) {
        /** A figure of its health; null if it knows none, or over too few examples. */
        Double told(String figure) {
            return examples >= FEWEST ? health.get(figure) : null;
        }
    }

    @Override
    public void accept(LoadedVersion loaded) {
        IndexManifest manifest = loaded.manifest();
        long items = loaded.image().size();
        long examples = manifest.getCounts().getOrDefault("examples", 0L);
        entries.add(new Entry(
                loaded.version(),
                manifest.getTrainedThrough(),
                HexFormat.of().formatHex(loaded.image().contentSha256()),
                Map.copyOf(manifest.getHealth()),
                loaded.image().model().shape(),
                items,
                examples - examplesBefore));
        examplesBefore = examples;
        noteHeldBack(manifest.getCounts());
        if (manifest.getBase() < 0 && items > 0) {
            bytesPerItem = bytes(manifest, ChunkKind.ITEMS) / (double) items;
        }
    }

    private void noteHeldBack(Map<String, Long> counts) {
        counts.forEach((name, count) -> {
            if (name.startsWith(HELD_BACK) && count > 0) {
                heldBack.put(name.substring(HELD_BACK.length()), count);
            }
        });
    }

    /** Versions that were held back before the last announced one, by reason. */
    Map<String, Long> heldBack() {
        return heldBack;
    }

    int size() {
        return entries.size();
    }

    List<Long> versions() {
        return entries.stream().map(Entry::version).toList();
    }

    List<String> sha256() {
        return entries.stream().map(Entry::sha256).toList();
    }

    long items() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).items();
    }

    /** Of the last full version; null before the first one. */
    Double bytesPerItem() {
        return bytesPerItem;
    }

    /** Of the last version with enough examples; null without one. */
    Double distortion() {
        Double last = null;
        for (Entry entry : entries) {
            Double told = entry.told("rms_distortion");
            last = told == null ? last : told;
        }
        return last;
    }

    Series series(Scores scores) {
        Series series = Series.empty();
        Map<Long, Tally> served = scores.byVersion(Method.SERVED);
        Map<Long, Tally> popularity = scores.byVersion(Method.POPULARITY);
        for (Entry entry : entries) {
            Tally none = new Tally();
            Tally asked = served.getOrDefault(entry.version(), none);
            series.version().add(entry.version());
            series.trainedThrough().add(entry.trainedThrough());
            series.loss().add(entry.told("loss"));
            series.distortion().add(entry.told("rms_distortion"));
            boolean told = asked.asked() >= FEWEST;
            series.recallAt10().add(told ? asked.recallAt10() : null);
            series.recallAt100().add(told ? asked.recallAt100() : null);
            series.popularityAt100()
                    .add(told ? popularity.getOrDefault(entry.version(), none).recallAt100() : null);
            series.listsUsed()
                    .add(share(entry.told("coarse_used"), entry.shape().coarse()));
            series.codesUsed().add(share(entry.told("codes_used"), entry.shape().centroids()));
            series.items().add(entry.items());
        }
        return series;
    }

    private static Double share(Double used, int of) {
        return used == null ? null : Double.valueOf(used / of);
    }

    private static long bytes(IndexManifest manifest, int kind) {
        return manifest.getChunks().stream()
                .filter(chunk -> chunk.getKind() == kind)
                .mapToLong(ChunkRef::getLength)
                .sum();
    }
}
