package io.poeem.ops.command;

import io.poeem.ops.cluster.JobControl;
import io.poeem.ops.console.Console;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code poeem cluster submit}. */
@Command(
        name = "submit",
        sortOptions = false,
        description = {
            "Runs the job on the cluster and prints its id, on a line. It goes on until 'stop' or 'cancel'.",
            "Options of the job are those of 'poeem train'; unless set, Kafka is the cluster's, and missing topics are made."
        })
public final class ClusterSubmit extends ClusterSubcommand {

    @Mixin
    private JobSettingsOptions job;

    @Option(
            names = "--from",
            paramLabel = "WHAT",
            description = {
                "Where to begin: 'savepoint', the newest of this cluster; 'checkpoint', the job's newest whole one, both with"
                        + " the job's settings as they were unless --config names others; or the path of one"
                        + " (default: nothing learned yet)."
            })
    private String from;

    @Override
    void run(Console console) throws InterruptedException {
        console.say("Submitting; Flink's client takes some seconds ...");
        console.print(new JobControl(directory()).submit(job.config(), job.set(), Optional.ofNullable(from)));
    }
}
