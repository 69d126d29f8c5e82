package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.VersionReader;
import io.poeem.searcher.VersionReaderBuilder;
import io.poeem.searcher.plan.Pace;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poeem search}: one query of one version. */
@Command(
        name = "search",
        sortOptions = false,
        description = {
            "Asks the newest version of an index, or a given one, for the items of a query.",
            "A query is tokens FIELD=VALUE: hist= for each of the last items, last= for the newest."
        })
public final class SearchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--query",
            required = true,
            paramLabel = "TOKENS",
            description = "For example \"hist=0111161 hist=0068646 last=0068646\".")
    private String query;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:9092",
            description = "Kafka (default: ${DEFAULT-VALUE}, where 'poeem broker' listens).")
    private String bootstrap;

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items wanted (default: ${DEFAULT-VALUE}).")
    private int k;

    @Mixin
    private SearchingOptions searching;

    @Option(names = "--version", paramLabel = "N", description = "Version to ask (default: the newest).")
    private Long version;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "poeem",
            description = "Prefix of the topics .index and .versions (default: ${DEFAULT-VALUE}).")
    private String namespace;

    @Option(
            names = "--index",
            paramLabel = "NAME",
            defaultValue = "poeem",
            description = "Name of the index (default: ${DEFAULT-VALUE}).")
    private String index;

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Query asked = Options.usage(spec, () -> Query.parse(query));
        SearchOptions options = Options.usage(spec, () -> searching.search().withK(k));
        LoadedVersion loaded = load();
        Hits hits = loaded.searcher().search(asked, options);
        console.say(
                "version %d, trained through %s, %,d items, %.1f %% scanned%s",
                loaded.version(),
                Instant.ofEpochMilli(loaded.manifest().getTrainedThrough()),
                loaded.image().items().size(),
                100 * hits.scannedShare(),
                hits.basis() == Hits.Basis.POPULARITY
                        ? "; none of the tokens is known: these are the most popular items"
                        : "");
        for (Hit hit : hits.hits()) {
            console.print("%s\t%.4f", hit.id(), hit.score());
        }
        return 0;
    }

    private LoadedVersion load() {
        VersionReaderBuilder reader = VersionReader.builder()
                .kafka(Map.of("bootstrap.servers", bootstrap))
                .index(index)
                .topics(namespace + ".index", namespace + ".versions");
        if (version != null) {
            return reader.load(version);
        }
        try (VersionReader newest = reader.pace(Pace.NEWEST).open()) {
            return newest.last()
                    .orElseThrow(() -> new IllegalArgumentException("There is no version of index '" + index + "' in "
                            + namespace + ".versions at " + bootstrap + "; train first, or name another --namespace"));
        }
    }
}
