package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            paramLabel = "TOKENS",
            defaultValue = "",
            description = "For example \"hist=0111161 hist=0068646 last=0068646\".")
    private String query;

    @Option(
            names = "--token",
            paramLabel = "FIELD=VALUE",
            description = "One token, which may hold spaces; may be repeated, and goes behind --query.")
    private List<String> tokens = new ArrayList<>();

    @Mixin
    private IndexOptions place;

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

    @Override
    public Integer call() {
        Console console = Console.ofProcess(spec.commandLine().getOut());
        Query asked = Options.usage(spec, this::query);
        SearchOptions options = Options.usage(spec, () -> searching.search().withK(k));
        LoadedVersion loaded = PublishedIndex.load(place.options(), Optional.ofNullable(version));
        Hits hits = loaded.searcher().search(asked, options);
        console.say(
                "version %d, trained through %s, %,d items, %.1f %% scanned%s",
                loaded.version(),
                Instant.ofEpochMilli(loaded.manifest().getTrainedThrough()),
                loaded.image().size(),
                100 * hits.scannedShare(),
                hits.basis() == Hits.Basis.POPULARITY
                        ? "; none of the tokens is known: these are the most popular items"
                        : "");
        for (Hit hit : hits.hits()) {
            console.print("%s\t%.4f", hit.id(), hit.score());
        }
        return 0;
    }

    private Query query() {
        List<String> all = new ArrayList<>(
                query.isBlank() ? List.of() : List.of(query.strip().split("\\s+")));
        all.addAll(tokens);
        return Query.tokens(all);
    }
}
