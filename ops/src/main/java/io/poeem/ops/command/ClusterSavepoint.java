package io.poeem.ops.command;

import io.poeem.ops.cluster.JobControl;
import io.poeem.ops.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poeem cluster savepoint}. */
@Command(
        name = "savepoint",
        sortOptions = false,
        description = "Has the job write a savepoint and go on; prints where it is.")
public final class ClusterSavepoint extends ClusterSubcommand {

    @Mixin
    private TimeoutOption timeout;

    @Override
    void run(Console console) throws InterruptedException {
        console.print(new JobControl(directory()).savepoint(timeout.seconds()));
    }
}
