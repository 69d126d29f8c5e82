package io.poeem.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.console.Console;
import io.poeem.ops.run.RunException;
import io.poeem.ops.run.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench stream}: clicks per second of the whole job. */
@Command(
        name = "stream",
        sortOptions = false,
        description = {
            "Measures the job from Kafka to committed versions: one shard, RocksDB, checkpoints and exactly-once on.",
            "Clicks are generated (items by Zipf's law over a day of event time) and published before the clock starts."
        })
public final class BenchStream implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Clicks (default: ${DEFAULT-VALUE}).")
    private long clicks;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Items (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Users (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the job; may be repeated. docs/options.md lists them.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--json", description = "Prints one line of JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        require(clicks >= 1, "--clicks is " + clicks + ", but must be at least 1");
        require(items >= 1, "--items is " + items + ", but must be at least 1");
        require(users >= 1, "--users is " + users + ", but must be at least 1");
        Console console = Console.ofProcess(spec.commandLine().getOut());
        StreamRun.Figures figures =
                new StreamRun(console, new Settings(Optional.empty(), set)).run(clicks, users, items);
        if (figures.trained() != clicks) {
            throw new RunException(
                    figures.versions() == 0
                            ? "No version was published: warmup.examples + warmstart.sample examples with a history did not"
                                    + " come. Take more --clicks, fewer --users, or set these lower"
                            : "The last committed version is made of " + figures.trained() + " clicks, published were "
                                    + clicks + "; the figures would say nothing");
        }
        if (json) {
            console.print(new ObjectMapper().writeValueAsString(tree(figures)));
        } else {
            table(console, figures);
        }
        return 0;
    }

    private static ObjectNode tree(StreamRun.Figures figures) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("clicks", figures.clicks());
        root.put("seconds", figures.seconds());
        root.put("clicks_per_second", figures.clicksPerSecond());
        root.put("versions", figures.versions());
        root.put("longest_version_ms", figures.longestVersionMs());
        root.put("longest_version_items", figures.longestVersionItems());
        root.put("version_ms_per_10000_items", figures.versionMsPer10kItems());
        ObjectNode stages = root.putObject("stage_seconds");
        figures.stageSeconds().forEach(stages::put);
        return root;
    }

    private static void table(Console console, StreamRun.Figures figures) {
        console.print(
                "%,d clicks in %.1f s: %,.0f clicks/s; %d versions committed",
                figures.clicks(), figures.seconds(), figures.clicksPerSecond(), figures.versions());
        console.print(
                "longest stop for a version: %,.0f ms with %,d items, %.1f ms per 10,000 items",
                figures.longestVersionMs(), figures.longestVersionItems(), figures.versionMsPer10kItems());
        console.print(
                "where the time goes, in seconds (decode and history run beside the others, on threads of their own)");
        figures.stageSeconds()
                .forEach((stage, seconds) ->
                        console.print("  %-10s %7.1f  %3.0f %%", stage, seconds, 100 * seconds / figures.seconds()));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
