package io.poeem.ops.command;

import io.poeem.ops.serve.api.SearchLimits;
import io.poeem.ops.serve.http.HttpLimits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a service puts up with. */
final class ServeLimitOptions {

    @Option(
            names = "--max-body",
            paramLabel = "BYTES",
            defaultValue = "1048576",
            description = "Of a request (default: ${DEFAULT-VALUE}).")
    private int body;

    @Option(
            names = "--max-k",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Hits of a search, 10000 at most (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(
            names = "--max-nprobe",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Lists of a search (default: ${DEFAULT-VALUE}).")
    private int nprobe;

    @Option(
            names = "--max-exclude",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Ids that a search may exclude (default: ${DEFAULT-VALUE}).")
    private int excluded;

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            defaultValue = "32",
            description = "Searches at once; further ones get 429 (default: ${DEFAULT-VALUE}).")
    private int concurrent;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "512",
            description = "Connections at once; further ones wait (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--max-time",
            paramLabel = "MS",
            defaultValue = "5000",
            description = "For a body to come, and again for its answer (default: ${DEFAULT-VALUE}).")
    private int millis;

    /** @throws IllegalArgumentException for a limit that cannot be */
    HttpLimits http() {
        return new HttpLimits(body, concurrent, connections, Duration.ofMillis(millis));
    }

    /** @throws IllegalArgumentException for a limit that cannot be */
    SearchLimits search() {
        return new SearchLimits(k, nprobe, excluded);
    }
}
