package io.poeem.ops.versions;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.poeem.schemas.IndexManifest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version is, and whether it could be read whole.
 *
 * @param base the version that a delta changes; -1 for a full one
 * @param trainedThrough event time before which every click is in it, milliseconds since 1970
 * @param versionSha256 of its content, in hexadecimal digits; empty when it is not whole
 * @param counts as its manifest has them
 * @param offsets where reading would go on, by "topic-partition"
 * @param problem empty when it is whole
 * @param atFirst the problem when it was asked for first; empty if it was whole then
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AuditLine(
        long version,
        long base,
        long trainedThrough,
        String versionSha256,
        Map<String, Long> counts,
        Map<String, Long> offsets,
        boolean whole,
        String problem,
        String atFirst) {

    public static final String HEADER = " version  trained through  sha256            whole";

    /** @param contentSha256 of the image that was built from it */
    public static AuditLine whole(IndexManifest manifest, byte[] contentSha256) {
        return of(manifest, HexFormat.of().formatHex(contentSha256), "");
    }

    /** @param problem why it cannot be served */
    public static AuditLine broken(IndexManifest manifest, String problem) {
        return of(manifest, "", problem);
    }

    private static AuditLine of(IndexManifest manifest, String sha256, String problem) {
        Map<String, Long> offsets = new TreeMap<>();
        manifest.getOffsets()
                .forEach(offset -> offsets.put(offset.getTopic() + "-" + offset.getPartition(), offset.getOffset()));
        return new AuditLine(
                manifest.getVersion(),
                manifest.getBase(),
                manifest.getTrainedThrough(),
                sha256,
                new TreeMap<>(manifest.getCounts()),
                offsets,
                problem.isEmpty(),
                problem,
                "");
    }

    /** This, of a version that could not be built when it was asked for before. */
    public AuditLine after(AuditLine before) {
        return new AuditLine(
                version, base, trainedThrough, versionSha256, counts, offsets, whole, problem, before.problem);
    }

    /** For people, as a row below {@link #HEADER}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%8d  %15d  %-16s  %s",
                version,
                trainedThrough,
                versionSha256.isEmpty() ? "-" : versionSha256.substring(0, 16),
                whole ? "yes" + (atFirst.isEmpty() ? "" : ", at first: " + atFirst) : problem);
    }
}
