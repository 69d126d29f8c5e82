package io.poeem.ops.command;

import io.poeem.searcher.SearchOptions;
import picocli.CommandLine.Option;

/** Options of the commands that search. */
final class SearchingOptions {

    @Option(
            names = "--nprobe",
            paramLabel = "N",
            defaultValue = "8",
            description = "Lists that a query looks through (default: ${DEFAULT-VALUE}).")
    private int nprobe;

    @Option(
            names = "--head",
            paramLabel = "N",
            defaultValue = "256",
            description = "Most popular items that are scored whatever their list (default: ${DEFAULT-VALUE}).")
    private int head;

    SearchOptions search() {
        return SearchOptions.defaults().withNprobe(nprobe).withHead(head);
    }
}
