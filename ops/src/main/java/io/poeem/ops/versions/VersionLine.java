package io.poeem.ops.versions;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.VersionHistory;
import java.time.Instant;

/**
 * One version in a list.
 *
 * @param kind "full" or "delta"
 * @param base the version that a delta changes; -1 for a full one
 * @param trainedThrough event time before which every click is in it
 * @param bytes payload bytes of its chunks
 * @param items in the index at this version; -1 if its manifest does not say
 * @param reachable whether a full version leads to it
 * @param pinned whether the index is pinned to it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record VersionLine(
        long version,
        String kind,
        long base,
        String trainedThrough,
        int chunks,
        long bytes,
        long items,
        boolean reachable,
        boolean pinned) {

    public static VersionLine of(VersionHistory.Version version, VersionHistory history) {
        boolean pinned = history.pin().version().orElse(-1) == version.number();
        return of(version.manifest(), version.reachable(), pinned);
    }

    public static VersionLine of(IndexManifest manifest, boolean reachable, boolean pinned) {
        return new VersionLine(
                manifest.getVersion(),
                manifest.getBase() < 0 ? "full" : "delta",
                manifest.getBase(),
                Instant.ofEpochMilli(manifest.getTrainedThrough()).toString(),
                manifest.getChunks().size(),
                manifest.getChunks().stream().mapToLong(ChunkRef::getLength).sum(),
                manifest.getCounts().getOrDefault("items", -1L),
                reachable,
                pinned);
    }

    /** For people, as a row below {@link #HEADER}. */
    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%8d  %-5s  %8s  %-24s  %6d  %12d  %10s%s%s",
                version,
                kind,
                base < 0 ? "" : Long.toString(base),
                trainedThrough,
                chunks,
                bytes,
                items < 0 ? "?" : Long.toString(items),
                reachable ? "" : "  unreachable",
                pinned ? "  pinned" : "");
    }

    public static final String HEADER =
            " version  kind       base  trained through           chunks         bytes       items";
}
