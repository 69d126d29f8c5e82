package io.poeem.ops.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem versions}: what versions an index has, and which one is to be served. */
@Command(
        name = "versions",
        description = "Lists, checks and compares the versions of an index; pins one for all its searchers.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VersionsList.class,
            VersionsDescribe.class,
            VersionsVerify.class,
            VersionsDiff.class,
            VersionsPin.class,
            VersionsUnpin.class,
            VersionsTail.class,
            VersionsAudit.class
        })
public final class VersionsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name one of list, describe, verify, diff, pin, unpin, tail, audit");
    }
}
