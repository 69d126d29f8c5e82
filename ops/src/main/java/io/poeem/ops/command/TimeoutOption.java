package io.poeem.ops.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a command waits for what it asked for. */
final class TimeoutOption {

    private static final long MOST_SECONDS = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private long seconds;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long to wait for it (default: ${DEFAULT-VALUE}).")
    void set(long given) {
        Options.check(
                command,
                given >= 1 && given <= MOST_SECONDS,
                "--timeout is " + given + ", but must be 1 to " + MOST_SECONDS);
        seconds = given;
    }

    long seconds() {
        return seconds;
    }
}
