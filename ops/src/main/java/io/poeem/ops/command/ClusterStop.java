package io.poeem.ops.command;

import io.poeem.ops.cluster.JobControl;
import io.poeem.ops.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poeem cluster stop}. */
@Command(
        name = "stop",
        sortOptions = false,
        description =
                "Ends the job with a savepoint; prints where it is. 'poeem cluster submit --from savepoint' goes on.")
public final class ClusterStop extends ClusterSubcommand {

    @Mixin
    private TimeoutOption timeout;

    @Override
    void run(Console console) throws InterruptedException {
        console.print(new JobControl(directory()).stop(timeout.seconds()));
    }
}
