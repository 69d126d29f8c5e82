package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.PinTopic;
import java.util.OptionalLong;
import picocli.CommandLine.Command;

/** {@code poeem versions unpin}. */
@Command(
        name = "unpin",
        sortOptions = false,
        description = "Has all searchers of the index go on to the newest version.")
public final class VersionsUnpin extends VersionsSubcommand {

    @Override
    int run(Console console) {
        new PinTopic(client(), pinTopic()).set(index(), OptionalLong.empty(), "", System.currentTimeMillis());
        console.print(json() ? "{\"pinned\":null}" : "index '" + index() + "' is not pinned");
        return 0;
    }
}
