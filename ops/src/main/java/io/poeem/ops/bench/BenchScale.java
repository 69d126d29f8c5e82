package io.poeem.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poeem.ops.console.Console;
import io.poeem.ops.run.RunException;
import io.poeem.ops.run.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code poeem bench scale}: clicks per second by shards. */
@Command(
        name = "scale",
        sortOptions = false,
        description = {
            "Measures the job of `bench stream` with different numbers of shards, one subtask each, in the same heap.",
            "The runs take turns, so that a change of the machine's pace meets all of them."
        })
public final class BenchScale implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    private static final int SECONDS = 60;

    @Option(
            names = "--shards",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "Numbers of shards to compare (default: ${DEFAULT-VALUE}).")
    private List<Integer> shards;

    @Option(
            names = "--taskmanagers",
            paramLabel = "N",
            defaultValue = "1",
            description = "TaskManagers that share the heap, in one JVM (default: ${DEFAULT-VALUE}).")
    private int taskManagers;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            defaultValue = "500000",
            description = "Clicks, over a day of event time (default: ${DEFAULT-VALUE}).")
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
            defaultValue = "50000",
            description = "Users (default: ${DEFAULT-VALUE}).")
    private int users;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets an option of the job; may be repeated. round.interval is 10 min unless set: one minute holds few of these clicks.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--json", description = "Prints one line of JSON instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        require(clicks >= 1, "--clicks is " + clicks + ", but must be at least 1");
        require(items >= 1, "--items is " + items + ", but must be at least 1");
        require(users >= 1, "--users is " + users + ", but must be at least 1");
        require(runs >= 1, "--runs is " + runs + ", but must be at least 1");
        require(taskManagers >= 1, "--taskmanagers is " + taskManagers + ", but must be at least 1");
        Console console = Console.ofProcess(spec.commandLine().getOut());
        List<List<StreamRun.Figures>> all = new ArrayList<>();
        shards.forEach(number -> all.add(new ArrayList<>()));
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < shards.size(); i++) {
                all.get(i).add(run(console, shards.get(i)));
            }
        }
        List<StreamRun.Figures> medians = all.stream().map(BenchScale::median).toList();
        if (json) {
            console.print(new ObjectMapper().writeValueAsString(tree(all, medians)));
        } else {
            table(console, all, medians);
        }
        if (medians.stream().anyMatch(figures -> figures.seconds() < SECONDS)) {
            console.say(
                    "Runs of less than %d s measure how the JVM warms up, the first one's most of all: take more --clicks.",
                    SECONDS);
        }
        return 0;
    }

    private StreamRun.Figures run(Console console, int number) throws InterruptedException {
        List<String> settings = new ArrayList<>();
        settings.add("round.interval=10 min");
        settings.addAll(set);
        settings.add("shards=" + number);
        settings.add("flink.minicluster.number-of-taskmanagers=" + taskManagers);
        StreamRun.Figures figures =
                new StreamRun(console, new Settings(Optional.empty(), settings)).run(clicks, users, items);
        if (figures.trained() != clicks) {
            throw new RunException("With " + number + " shards the last committed version is made of "
                    + figures.trained() + " clicks, published were " + clicks + "; the figures would say nothing."
                    + " Before the first version come warmup.examples + warmstart.sample examples with a history: take"
                    + " more --clicks, or set these lower");
        }
        return figures;
    }

    private static StreamRun.Figures median(List<StreamRun.Figures> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(StreamRun.Figures::seconds))
                .toList()
                .get(runs.size() / 2);
    }

    private ObjectNode tree(List<List<StreamRun.Figures>> all, List<StreamRun.Figures> medians) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("clicks", clicks);
        root.put("taskmanagers", taskManagers);
        ArrayNode points = root.putArray("points");
        for (int i = 0; i < medians.size(); i++) {
            StreamRun.Figures figures = medians.get(i);
            ObjectNode point = points.addObject();
            point.put("shards", shards.get(i));
            point.put("clicks_per_second", figures.clicksPerSecond());
            point.put("speed_up", speedUp(medians, i));
            point.put("cpu_us_per_click", figures.cpuMicrosPerClick());
            point.put("rounds", figures.sharing().rounds() / shards.get(i));
            point.put("contributed_bytes_per_click", contributed(figures));
            point.put("model_bytes_per_click", model(figures));
            point.put("waiting_share", waiting(figures));
            ArrayNode seconds = point.putArray("seconds");
            all.get(i).forEach(run -> seconds.add(run.seconds()));
        }
        return root;
    }

    private void table(Console console, List<List<StreamRun.Figures>> all, List<StreamRun.Figures> medians) {
        console.print(
                "shards  clicks/s  x first  CPU us/click  rounds  contributed B/click  model topic B/click  waiting  seconds of each run");
        for (int i = 0; i < medians.size(); i++) {
            StreamRun.Figures figures = medians.get(i);
            console.print(
                    "%6d  %8.0f  %6.2fx  %12.1f  %6d  %19.0f  %19.0f  %5.1f %%  %s",
                    shards.get(i),
                    figures.clicksPerSecond(),
                    speedUp(medians, i),
                    figures.cpuMicrosPerClick(),
                    figures.sharing().rounds() / shards.get(i),
                    contributed(figures),
                    model(figures),
                    100 * waiting(figures),
                    all.get(i).stream()
                            .map(run -> String.format(java.util.Locale.ROOT, "%.1f", run.seconds()))
                            .toList());
        }
    }

    private static double speedUp(List<StreamRun.Figures> medians, int i) {
        return medians.get(i).clicksPerSecond() / medians.get(0).clicksPerSecond();
    }

    private static double contributed(StreamRun.Figures figures) {
        return (double) figures.sharing().contributedBytes() / figures.clicks();
    }

    private static double model(StreamRun.Figures figures) {
        return (double) figures.sharing().modelBytes() / figures.clicks();
    }

    /** Of the subtasks' time. */
    private static double waiting(StreamRun.Figures figures) {
        return figures.sharing().waitingSeconds()
                / (figures.seconds() * figures.sharing().subtasks());
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
