package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.digits.DigitsRun;
import io.poeem.ops.digits.DigitsTask;
import io.poeem.ops.run.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem experiment digits}: the task of the method's authors. */
@Command(
        name = "digits",
        sortOptions = false,
        description = {
            "The task of the method's authors, through the whole job: 10,000 users and 10,000 items, all four-digit numbers; a click",
            "pairs an item with a user whose last two digits are two of the item's. Prints precision@100 as JSON: loose (at least two",
            "digits right, the authors' measure) and strict (both), by one list and by all; exact (float embeddings); rebuilt (an",
            "index built afterwards on the same embeddings by k-means); searcher (as a searcher scores). With the authors' options:",
            "preset poeem, J 8, K 256, D 8, a sample of 8,192, unless set otherwise."
        })
public final class DigitsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @ArgGroup(exclusive = true)
    private Seen seen;

    static final class Seen {
        @Option(
                names = "--epochs",
                paramLabel = "N",
                description =
                        "How often the log is seen (default: 3). The index begins after 16,384 batches, with --drift after 2,048.")
        private Integer epochs;

        @Option(
                names = "--stream",
                description =
                        "Every click is fresh and seen once; the index begins after 2,048 batches (default with --drift).")
        private boolean stream;
    }

    @Option(
            names = "--drift",
            description =
                    "After the first third of what is seen a random half of the items take over each other's meaning.")
    private boolean drift;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "How the codebooks follow, as --set codebook.rule: adagrad, ema, frozen, ...")
    private String rule;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of the clicks and of what is learned (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            description = "Clicks of the log (default: 1,000,000; of a stream 3,000,000).")
    private Integer clicks;

    @Mixin
    private JobSettingsOptions job;

    @Override
    public Integer call() throws InterruptedException {
        DigitsTask task = Options.usage(spec, this::task);
        Settings settings = rule == null ? job.settings() : job.settings().and(List.of("codebook.rule=" + rule));
        Console console = Console.ofProcess(spec.commandLine().getOut());
        console.print(new DigitsRun(console, settings).run(task).json());
        return 0;
    }

    private DigitsTask task() {
        boolean stream = seen == null ? drift : seen.stream;
        int epochs = stream ? 1 : seen == null || seen.epochs == null ? DigitsTask.AUTHORS_EPOCHS : seen.epochs;
        int log = stream ? DigitsTask.AUTHORS_LOG * DigitsTask.AUTHORS_EPOCHS : DigitsTask.AUTHORS_LOG;
        return new DigitsTask(clicks == null ? log : clicks, epochs, drift, seed);
    }
}
