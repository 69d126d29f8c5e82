package io.poeem.ops.command;

import io.poeem.searcher.SearchOptions;
import picocli.CommandLine.Option;

/** Options of the commands that search. */
final class SearchingOptions {

    @Option(
            names = "--nprobe",
            paramLabel = "N",
            defaultValue = "8",
            description = "Lists that a query looks through at least (default: ${DEFAULT-VALUE}).")
    private int nprobe;

    @Option(
            names = "--per-hit",
            paramLabel = "N",
            defaultValue = "10",
            description = {
                "Further lists are looked through until so many items per wanted hit were scored,",
                "or a fifth of the index (default: ${DEFAULT-VALUE}; 0: nprobe alone decides)."
            })
    private int perHit;

    @Option(
            names = "--head",
            paramLabel = "N",
            defaultValue = "256",
            description = "Most popular items that are scored whatever their list (default: ${DEFAULT-VALUE}).")
    private int head;

    SearchOptions search() {
        return SearchOptions.defaults().withNprobe(nprobe).withPerHit(perHit).withHead(head);
    }
}
