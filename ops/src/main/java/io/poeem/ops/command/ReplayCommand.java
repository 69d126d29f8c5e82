package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.report.ReportFiles;
import io.poeem.ops.run.Input;
import io.poeem.ops.run.Namespace;
import io.poeem.ops.run.Plan;
import io.poeem.ops.run.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem replay}: an experiment on a log that is there. */
@Command(
        name = "replay",
        sortOptions = false,
        description = {
            "Trains on a log of clicks from its beginning to its end, then evaluates every version, and reports.",
            "Runs under names of its own, on a Kafka of its own unless --bootstrap names one: nothing else is touched.",
            "The same input and settings give the same version_sha256 list in report.json."
        })
public final class ReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @ArgGroup(multiplicity = "1", exclusive = true)
    private Source source;

    static final class Source {
        @Option(
                names = "--input",
                required = true,
                paramLabel = "F.csv[.gz]",
                description = "File of clicks, as produce takes it.")
        private Path input;

        @Option(
                names = "--topic",
                required = true,
                paramLabel = "TOPIC",
                description = "Topic of clicks; needs --bootstrap.")
        private String topic;
    }

    @Mixin
    private WindowOptions window;

    @Option(names = "--items", paramLabel = "F", description = "Catalogue, as produce takes it.")
    private Path items;

    @Option(
            names = "--items-topic",
            paramLabel = "TOPIC",
            description = "With --topic: the catalogue's topic, which is only read.")
    private String itemsTopic;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Where report.json and report.html go (default with --name: target/replay/NAME of the project).")
    private Path out;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Of the run: part of its namespace, and in its report. 1 to 60 of a-z A-Z 0-9 . _ -, no dot first.")
    private String name;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka to use (default: one of its own, in this process).")
    private String bootstrap;

    @Option(
            names = "--sample-users",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Evaluate only users whose id, or its hash where it is no whole number, is 0 mod N (default: all).")
    private int sampleUsers;

    @Mixin
    private JobSettingsOptions job;

    @Option(
            names = "--sweep",
            paramLabel = "KEY=V,V,...",
            description = {
                "Runs once for each value of a job's option, one after the other, each in a directory DIR/KEY=V, and compares them;",
                "repeated: once for each combination. Where values hold commas, bars separate them: KEY=V|V."
            })
    private List<String> sweeps = new ArrayList<>();

    @Mixin
    private SearchingOptions searching;

    @Mixin
    private MeasuringOptions measuring;

    @Mixin
    private ClickFileOptions file;

    @Override
    public Integer call() {
        check();
        Sweep sweep = sweep();
        ReportFiles.tryOut(directory());
        Console console = Console.ofProcess(spec.commandLine().getOut());
        BadLines bad = new BadLines(console, source.input == null ? Path.of(source.topic) : source.input);
        Plan plan = plan(console);
        boolean well = sweep.axes().isEmpty()
                ? new ReplayRun(console, bad).run(plan, title(), directory())
                : new SweepRuns(console, bad, plan, title(), directory()).run(sweep);
        bad.summarise();
        return well ? 0 : 1;
    }

    private void check() {
        Options.check(
                spec, source.topic == null || bootstrap != null, "--topic needs --bootstrap: the Kafka that has it");
        Options.check(spec, out != null || name != null, "say where the report goes: --out DIR, or --name NAME");
        Options.check(
                spec,
                name == null || name.matches("[a-zA-Z0-9_-][a-zA-Z0-9._-]{0,59}"),
                "--name is \"" + name + "\", but must be 1 to 60 of a-z A-Z 0-9 . _ -, no dot first");
        Options.check(
                spec,
                itemsTopic == null || (source.topic != null && items == null),
                "--items-topic goes with --topic, and without --items");
        Options.check(
                spec, sampleUsers >= 1, "--sample-users is " + sampleUsers + ", but must be at least 1 (all users)");
    }

    private Sweep sweep() {
        Sweep sweep = Options.usage(spec, () -> Sweep.parse(sweeps));
        sweep.axes()
                .keySet()
                .forEach(key -> Options.check(
                        spec,
                        job.settings().set().stream().noneMatch(set -> set.startsWith(key + "=")),
                        "--set and --sweep both name " + key + "; leave one of them out"));
        return sweep;
    }

    private Plan plan(Console console) {
        return new Plan(
                input(console),
                0,
                Optional.ofNullable(bootstrap),
                Optional.ofNullable(name),
                Namespace.fresh(name == null ? "replay" : "replay-" + name, System.currentTimeMillis()),
                job.settings(),
                Map.of("publish.vectors", "true"),
                Options.usage(spec, searching::search),
                new UserSample(sampleUsers),
                window.evaluated(spec),
                Options.usage(spec, measuring::measures));
    }

    private Input input(Console console) {
        Optional<Catalogue> catalogue =
                Optional.ofNullable(items).map(path -> CatalogueFile.read(console, path, file.itemColumns()));
        return source.input != null
                ? new Input.Csv(source.input, file.columns(), window.range(spec), catalogue)
                : new Input.Topic(source.topic, window.range(spec), catalogue, Optional.ofNullable(itemsTopic));
    }

    private String title() {
        Object log = source.input == null ? source.topic : source.input.getFileName();
        return (name == null ? "Replay of " : name + ": replay of ") + log;
    }

    private Path directory() {
        return out != null ? out : Path.of(System.getProperty("poeem.home", "."), "target", "replay", name);
    }
}
