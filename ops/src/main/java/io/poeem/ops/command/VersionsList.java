package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.VersionLine;
import io.poeem.searcher.VersionHistory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code poeem versions list}. */
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists what is announced, oldest first; names what is wrong with the history, and the pin.")
public final class VersionsList extends VersionsSubcommand {

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, the newest (default: 50).")
    private int most;

    @Override
    int run(Console console) {
        check(most >= 0, "-n is " + most + ", but must be at least 0");
        VersionHistory history = history();
        List<VersionLine> lines = history.versions().stream()
                .skip(Math.max(0, history.versions().size() - most))
                .map(version -> VersionLine.of(version, history))
                .toList();
        if (!json()) {
            console.print(VersionLine.HEADER);
        }
        lines.forEach(line -> console.print(json() ? toJson(line) : line.toString()));
        history.faults().forEach(console::say);
        if (history.versions().isEmpty() && !json()) {
            console.say(
                    "No version yet. The first comes when warmup.examples and warmstart.sample clicks were trained, at the next"
                            + " snapshot.interval, with the job's next checkpoint.");
        }
        if (history.state().isTrouble()) {
            console.say("%s: %s", history.state(), history.message());
        }
        history.pin()
                .version()
                .ifPresent(pin -> console.say(
                        "pinned to version %d: %s", pin, history.pin().reason()));
        return 0;
    }
}
