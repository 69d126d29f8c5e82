package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.Pipes;
import io.poeem.ops.publish.Feed;
import io.poeem.ops.publish.Publisher;
import io.poeem.ops.publish.Topics;
import io.poeem.ops.range.Window;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem produce}: a file's clicks into a topic. */
@Command(
        name = "produce",
        sortOptions = false,
        description = {
            "Publishes the clicks of a CSV file, in the file's order, as Avro records.",
            "Columns by header: timestamp_ms, user_id, item_id, optionally weight; others are ignored.",
            "A bad line is reported with its number and not published; the exit status stays 0 as long as one was good."
        })
public final class ProduceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(names = "--input", required = true, paramLabel = "F.csv[.gz]", description = "File of clicks, or a pipe.")
    private Path input;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "poeem.clicks",
            description = "Topic of clicks; made when missing (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(
            names = "--items",
            paramLabel = "F",
            description =
                    "Catalogue, published first: id::title (year)::genre|genre, or CSV with item_id, title and feature columns.")
    private Path items;

    @Option(
            names = "--items-topic",
            paramLabel = "TOPIC",
            defaultValue = "poeem.items",
            description = "Topic of the catalogue; made when missing (default: ${DEFAULT-VALUE}).")
    private String itemsTopic;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka (default: ${DEFAULT-VALUE}, where 'poeem broker' listens).")
    private String bootstrap;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most so many clicks per second (default: as fast as it goes).")
    private double rate;

    @Option(
            names = "--live",
            description =
                    "Kafka timestamps are the times of publishing, not of the clicks; no click is there twice then even if a broker dies meanwhile.")
    private boolean live;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of a topic of clicks that is made (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Mixin
    private ClickFileOptions file;

    @Override
    public Integer call() {
        Options.check(spec, rate >= 0, "--rate is " + rate + ", but must be 0 (unlimited) or more");
        Options.check(spec, partitions >= 1, "--partitions is " + partitions + ", but must be at least 1");
        Console console = Console.ofProcess(spec.commandLine().getOut());
        // A file that cannot be read is known before anything is published; what comes through a pipe comes once.
        long total = Pipes.is(input) ? -1 : Feed.count(input, file.columns());
        try (Topics topics = new Topics(bootstrap);
                Publisher publisher = new Publisher(bootstrap, System::currentTimeMillis, live)) {
            if (items != null) {
                topics.ensure(itemsTopic, 1);
                catalogue(console, publisher);
            }
            topics.ensure(topic, partitions);
            return clicks(console, publisher, total);
        }
    }

    private void catalogue(Console console, Publisher publisher) {
        Catalogue catalogue = CatalogueFile.read(console, items, file.itemColumns());
        try (Progress progress = console.progress("items", catalogue.items().size(), "items")) {
            new Feed(publisher, line -> {}).items(catalogue, itemsTopic, progress);
        }
    }

    private int clicks(Console console, Publisher publisher, long total) {
        BadLines bad = new BadLines(console, input);
        long sent;
        try (Progress progress = console.progress("clicks", total, "clicks")) {
            sent = new Feed(publisher, bad).clicks(input, file.columns(), Window.ALL, topic, rate, progress);
        }
        bad.summarise();
        console.print("%,d clicks published to %s, %,d bad lines", sent, topic, bad.count());
        return sent == 0 && bad.count() > 0 ? 1 : 0;
    }
}
