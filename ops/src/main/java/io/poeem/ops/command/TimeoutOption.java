package io.poeem.ops.command;

import picocli.CommandLine.Option;

/** How long a command waits for what it asked for. */
final class TimeoutOption {

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long to wait for it (default: ${DEFAULT-VALUE}).")
    private long seconds;

    long seconds() {
        return seconds;
    }
}
