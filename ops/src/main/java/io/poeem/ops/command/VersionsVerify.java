package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.UnreadableVersionException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code poeem versions verify N}. */
@Command(
        name = "verify",
        sortOptions = false,
        description = {
            "Reads a version as a searcher does: with all that it is made from, every chunk there, every hash right, every"
                    + " value in its bounds. Exit status 1 if it cannot be served."
        })
public final class VersionsVerify extends VersionsSubcommand {

    @Parameters(paramLabel = "N", description = "The version.")
    private long version;

    @Override
    int run(Console console) {
        find(history(), version);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("version", version);
        boolean good = false;
        try {
            LoadedVersion loaded = load(version);
            answer.put("good", good = true);
            answer.put("items", loaded.image().items().size());
            answer.put("tokens", loaded.image().tokens().size());
            answer.put("bytes", loaded.timing().chunkBytes());
            answer.put("content_sha256", HexFormat.of().formatHex(loaded.image().contentSha256()));
        } catch (UnreadableVersionException e) {
            answer.put("good", false);
            answer.put("failed_version", e.failure().version());
            answer.put("reason", e.failure().reason().toString());
            answer.put("message", e.failure().message());
        } catch (IllegalArgumentException e) { // no full version leads to it
            answer.put("good", false);
            answer.put("reason", "UNREACHABLE");
            answer.put("message", e.getMessage());
        }
        if (json()) {
            console.print(toJson(answer));
        } else {
            answer.forEach((name, value) -> console.print("%s\t%s", name, value));
        }
        return good ? 0 : 1;
    }
}
