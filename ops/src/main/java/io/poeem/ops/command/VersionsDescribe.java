package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.VersionLine;
import io.poeem.schemas.IndexManifest;
import io.poeem.schemas.PartitionOffset;
import io.poeem.searcher.VersionHistory;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code poeem versions describe N}. */
@Command(
        name = "describe",
        sortOptions = false,
        description = "Says all that a version's manifest says: provenance, chunks, counts, health.")
public final class VersionsDescribe extends VersionsSubcommand {

    @Parameters(paramLabel = "N", description = "The version.")
    private long version;

    @Override
    int run(Console console) {
        VersionHistory history = history();
        VersionHistory.Version found = find(history, version);
        Map<String, Object> all = describe(found, VersionLine.of(found, history));
        if (json()) {
            console.print(toJson(all));
            return 0;
        }
        all.forEach((name, value) -> {
            if (value instanceof Map<?, ?> figures) {
                figures.forEach((figure, number) -> console.print("%s.%s\t%s", name, figure, number));
            } else {
                console.print("%s\t%s", name, value);
            }
        });
        return 0;
    }

    private static Map<String, Object> describe(VersionHistory.Version version, VersionLine line) {
        IndexManifest manifest = version.manifest();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", line.version());
        all.put("kind", line.kind());
        all.put("base", line.base());
        all.put("trained_through", line.trainedThrough());
        all.put("reachable", line.reachable());
        all.put("pinned", line.pinned());
        all.put("sha256", version.sha256());
        all.put("previous_sha256", hex(manifest.getPreviousSha256()));
        all.put("option_hash", hex(manifest.getOptionHash()));
        all.put("chunks", line.chunks());
        all.put("bytes", line.bytes());
        Map<String, Long> offsets = new LinkedHashMap<>();
        for (PartitionOffset offset : manifest.getOffsets()) {
            offsets.put(offset.getTopic() + "-" + offset.getPartition(), offset.getOffset());
        }
        all.put("offsets", offsets);
        all.put("counts", new TreeMap<>(manifest.getCounts()));
        all.put("health", new TreeMap<>(manifest.getHealth()));
        return all;
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
