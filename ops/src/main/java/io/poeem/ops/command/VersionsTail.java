package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.versions.VersionLine;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code poeem versions tail}. */
@Command(
        name = "tail",
        sortOptions = false,
        description = "Shows the newest versions and every one that is announced from now on, until Ctrl-C.")
public final class VersionsTail extends VersionsSubcommand {

    private static final Duration POLL = Duration.ofMillis(200);

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "10",
            description = "Newest ones to begin with (default: 10).")
    private int newest;

    @Option(names = "--until", paramLabel = "N", description = "Ends with this version or a later one.")
    private Long until;

    @Override
    int run(Console console) {
        check(newest >= 0, "-n is " + newest + ", but must be at least 0; 0 shows new versions only");
        if (!json()) {
            console.print(VersionLine.HEADER);
        }
        return guarded(() -> {
            try (AnnouncementSource announcements = source().openAnnouncements()) {
                Batch<Announced> next = newest(announcements, console);
                while (!shown(next, console)) {
                    next = announcements.poll(POLL);
                }
            }
            return 0;
        });
    }

    private Batch<Announced> newest(AnnouncementSource announcements, Console console) {
        Deque<Announced> last = new ArrayDeque<>();
        do {
            Batch<Announced> batch = announcements.poll(POLL);
            batch.faults().forEach(console::say);
            last.addAll(batch.values());
            while (last.size() > newest) {
                last.remove();
            }
        } while (!announcements.atEnd());
        return new Batch<>(List.copyOf(last), List.of());
    }

    /** Whether this was to be the last. */
    private boolean shown(Batch<Announced> batch, Console console) {
        boolean last = false;
        batch.faults().forEach(console::say);
        for (Announced version : batch.values()) {
            VersionLine line = VersionLine.of(version.manifest(), true, false);
            console.print(json() ? toJson(line) : line.toString());
            last |= until != null && version.version() >= until;
        }
        return last;
    }
}
