package io.poeem.ops.command;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.console.Console;
import io.poeem.ops.reshard.Reshard;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem reshard}. */
@Command(
        name = "reshard",
        sortOptions = false,
        description = {
            "Makes a savepoint with a number of shards out of one, another number or the same; prints where it is.",
            "The job goes on from it with 'shards' set anew and all else as it was: the next version has the next number, and no"
                    + " click is lost or counted twice. A new run begins: with many shards this is also the way back to a savepoint"
                    + " that the job has gone on from. docs/operations.md says what differs."
        })
public final class ReshardCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SAVEPOINT",
            description = "Directory of the savepoint, a path or a URI; it stays as it is.")
    private String from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Directory that becomes the new savepoint; must not be there yet.")
    private String to;

    @Option(names = "--shards", required = true, paramLabel = "N", description = "How many there shall be.")
    private int shards;

    @Mixin
    private JobSettingsOptions job;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        JobOptions options = job.settings().with(Map.of(), Map.of("shards", String.valueOf(shards)));
        console.print(new Reshard(options, from, to, console::say).run());
        return 0;
    }
}
