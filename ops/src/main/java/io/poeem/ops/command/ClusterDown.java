package io.poeem.ops.command;

import io.poeem.ops.cluster.Cluster;
import io.poeem.ops.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code poeem cluster down}. */
@Command(
        name = "down",
        sortOptions = false,
        description = {
            "Ends every process of the cluster and waits for them.",
            "Topics, checkpoints and the job stay in the directory: 'poeem cluster up' goes on with them."
        })
public final class ClusterDown extends ClusterSubcommand {

    @Option(names = "--delete", description = "Deletes the directory, with all topics and checkpoints in it.")
    private boolean delete;

    @Override
    void run(Console console) throws InterruptedException {
        Cluster cluster = new Cluster(directory());
        if (delete) {
            cluster.delete();
        } else {
            cluster.down();
        }
        console.say(delete ? "The cluster is gone." : "The cluster is down.");
    }
}
