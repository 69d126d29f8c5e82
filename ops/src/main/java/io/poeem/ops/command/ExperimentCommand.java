package io.poeem.ops.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem experiment}: tasks that are made, so that it is known what is right. */
@Command(
        name = "experiment",
        description = "Runs a task that is made, so that it is known what is right.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = DigitsCommand.class)
public final class ExperimentCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a task: digits");
    }
}
