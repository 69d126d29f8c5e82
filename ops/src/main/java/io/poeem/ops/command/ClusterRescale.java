package io.poeem.ops.command;

import io.poeem.job.options.RuntimeOptions;
import io.poeem.ops.cluster.JobControl;
import io.poeem.ops.console.Console;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poeem cluster rescale}. */
@Command(
        name = "rescale",
        sortOptions = false,
        description = {
            "Ends the job with a savepoint and goes on from it with other settings; prints the new id.",
            "The versions are the same whatever the parallelism. The number of shards changes with 'poeem reshard' alone."
        })
public final class ClusterRescale extends ClusterSubcommand {

    @Option(names = "--parallelism", paramLabel = "N", description = "Sets parallelism.trainer.")
    private Integer parallelism;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets another option of the job; may be repeated. docs/options.md says which may change.")
    private List<String> set = new ArrayList<>();

    @Mixin
    private TimeoutOption timeout;

    @Override
    void run(Console console) throws InterruptedException {
        Options.check(spec(), parallelism != null || !set.isEmpty(), "say what changes: --parallelism or --set");
        List<String> changes = new ArrayList<>(set);
        if (parallelism != null) {
            changes.add(RuntimeOptions.TRAINER_PARALLELISM.key() + "=" + parallelism);
        }
        console.print(new JobControl(directory()).restart(changes, timeout.seconds()));
    }
}
