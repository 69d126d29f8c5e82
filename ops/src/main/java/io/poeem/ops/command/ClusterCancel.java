package io.poeem.ops.command;

import io.poeem.ops.cluster.JobControl;
import io.poeem.ops.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poeem cluster cancel}. */
@Command(
        name = "cancel",
        sortOptions = false,
        description =
                "Ends the job without a savepoint; its checkpoints stay, and 'poeem cluster submit --from checkpoint' goes on.")
public final class ClusterCancel extends ClusterSubcommand {

    @Mixin
    private TimeoutOption timeout;

    @Override
    void run(Console console) throws InterruptedException {
        new JobControl(directory()).cancel(timeout.seconds());
        console.say("The job is cancelled.");
    }
}
