package io.poeem.ops.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem cluster}: brokers and a Flink of separate processes on this machine. */
@Command(
        name = "cluster",
        description = {
            "Runs brokers and a Flink cluster as separate processes on this machine, and the job on them.",
            "They are the files that the container images have. A cluster lives in a directory, and outlives the command."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterUp.class,
            ClusterSubmit.class,
            ClusterStatusCommand.class,
            ClusterSavepoint.class,
            ClusterRescale.class,
            ClusterStop.class,
            ClusterCancel.class,
            ClusterKill.class,
            ClusterLogs.class,
            ClusterDown.class
        })
public final class ClusterCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name one of up, submit, status, savepoint, rescale, stop, cancel, kill, logs, down");
    }
}
