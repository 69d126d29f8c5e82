package io.poeem.ops.command;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.console.Console;
import io.poeem.ops.csv.ItemColumns;
import io.poeem.ops.csv.ItemRow;
import io.poeem.ops.serve.ServeSettings;
import io.poeem.ops.serve.ServedIndex;
import io.poeem.ops.serve.follow.Loop;
import io.poeem.ops.serve.titles.TitleTopic;
import io.poeem.ops.serve.titles.Titles;
import io.poeem.searcher.topic.IndexSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem serve}: an index over HTTP, until Ctrl-C. */
@Command(
        name = "serve",
        sortOptions = false,
        description = {
            "Serves the newest version of an index over HTTP, with a page at /; Ctrl-C stops it cleanly.",
            "It listens on loopback unless told otherwise. docs/serve.md has the routes."
        })
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Mixin
    private IndexOptions place;

    @Mixin
    private ListenOptions listen;

    @Mixin
    private ServeLimitOptions limits;

    @Mixin
    private SearchingOptions searching;

    @Option(
            names = "--max-age",
            paramLabel = "DURATION",
            description =
                    "/readyz says no when the clicks that the index has learned from end longer ago, such as PT10M (default: any time will do).")
    private Duration maxAge;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Keeps a version here, so that a restart reads only the changes since (default: every start reads a full version).")
    private Path cache;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "Catalogue with titles to show (default: those of the catalogue's topic).")
    private Path items;

    @Option(
            names = "--items-topic",
            paramLabel = "TOPIC",
            description = "Topic of the catalogue (default: as the job's options say).")
    private String itemsTopic;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        JobOptions options = place.options();
        ServeSettings settings = Options.usage(spec, () -> settings(options));
        Titles titles = new Titles();
        try (Loop titleTopic = titles(console, options, titles);
                ServedIndex served = ServedIndex.start(settings, source(options), titles)) {
            console.print("Index '" + settings.index() + "' at " + served.uri());
            console.say("Ctrl-C stops it.");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            console.say("The service has stopped.");
        }
        return 0;
    }

    private ServeSettings settings(JobOptions options) {
        return new ServeSettings(
                options.get(KafkaOptions.INDEX_NAME),
                listen.binding(),
                limits.http(),
                limits.search(),
                searching.search(),
                Optional.ofNullable(maxAge),
                Optional.ofNullable(cache));
    }

    private static IndexSource source(JobOptions options) {
        return IndexSource.kafka(
                options.kafkaClient(),
                options.get(KafkaOptions.INDEX_NAME),
                options.topics().index(),
                options.topics().versions(),
                IndexSource.pinTopic(options.topics().versions()));
    }

    /** @return what follows the catalogue's topic; null where a file has the titles, or there is no topic */
    private Loop titles(Console console, JobOptions options, Titles titles) {
        if (items != null) {
            for (ItemRow item :
                    CatalogueFile.read(console, items, ItemColumns.standard()).items()) {
                titles.put(item.id(), item.title());
            }
            return null;
        }
        Map<String, Object> kafka = options.kafkaClient().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), Map.Entry::getValue));
        return Optional.ofNullable(itemsTopic)
                .or(() -> options.topics().items())
                .map(topic -> TitleTopic.follow(kafka, topic, titles))
                .orElse(null);
    }
}
