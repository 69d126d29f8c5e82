package io.poeem.ops.command;

import picocli.CommandLine.Option;

/** The one option that every subcommand has. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;
}
