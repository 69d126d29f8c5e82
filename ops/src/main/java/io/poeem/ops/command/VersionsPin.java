package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.PinTopic;
import io.poeem.searcher.VersionHistory;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code poeem versions pin N}. */
@Command(
        name = "pin",
        sortOptions = false,
        description =
                "Has all searchers of the index serve this version, also if it is an older one, until it is unpinned.")
public final class VersionsPin extends VersionsSubcommand {

    @Parameters(paramLabel = "N", description = "The version.")
    private long version;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why; shown by 'versions list'.")
    private String reason;

    @Option(names = "--force", description = "Pin also a version that cannot be reached, or is not announced yet.")
    private boolean force;

    @Override
    int run(Console console) {
        VersionHistory history = history();
        if (!force && !find(history, version).reachable()) {
            throw new IllegalArgumentException("Version " + version + " cannot be reached: no full version leads to it."
                    + " Pin another one, or use --force");
        }
        new PinTopic(client(), pinTopic()).set(index(), OptionalLong.of(version), reason, System.currentTimeMillis());
        console.print(
                json() ? toJson(Map.of("pinned", version)) : "index '" + index() + "' is pinned to version " + version);
        return 0;
    }
}
