package io.poeem.ops.command;

import io.poeem.ops.cluster.ClusterLog;
import io.poeem.ops.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poeem cluster logs}. */
@Command(name = "logs", sortOptions = false, description = "Prints the end of a process's log.")
public final class ClusterLogs extends ClusterSubcommand {

    @Mixin
    private MemberParameters which;

    @Option(names = "-n", paramLabel = "N", defaultValue = "50", description = "At most so many lines (default: 50).")
    private int most;

    @Override
    void run(Console console) {
        Options.check(spec(), most >= 0, "-n is " + most + ", but must be 0 or more");
        ClusterLog log = ClusterLog.of(directory(), which.member());
        log.last(most).forEach(console::print);
        console.say(log.file().toString());
    }
}
