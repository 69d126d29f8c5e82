package io.poeem.ops.command;

import io.poeem.ops.bench.BenchPublish;
import io.poeem.ops.bench.BenchScale;
import io.poeem.ops.bench.BenchSearch;
import io.poeem.ops.bench.BenchStream;
import io.poeem.ops.bench.BenchSwap;
import io.poeem.ops.bench.BenchTrain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench}: how fast the parts are on this machine. */
@Command(
        name = "bench",
        description = "Measures the parts on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchTrain.class,
            BenchPublish.class,
            BenchStream.class,
            BenchSearch.class,
            BenchSwap.class,
            BenchScale.class
        })
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to measure: train, publish, stream, search, swap or scale");
    }
}
