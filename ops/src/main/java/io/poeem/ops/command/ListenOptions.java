package io.poeem.ops.command;

import io.poeem.ops.serve.http.BearerToken;
import io.poeem.ops.serve.http.Binding;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a service listens, and whom it lets in. */
final class ListenOptions {

    /** A secret is given by a file or in the environment, never on a command line that others can list. */
    private static final String VARIABLE = "POEEM_SERVE_TOKEN";

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}). Others than loopback need a token.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token that requests must show (default: " + VARIABLE
                    + " of the environment; no token if that is not set either).")
    private Path tokenFile;

    @Option(
            names = "--no-token",
            description = "Everybody who can reach --host may ask, also where it is not loopback.")
    private boolean openToAll;

    /** @throws IllegalArgumentException for what cannot be, or is not safe */
    Binding binding() {
        return Binding.of(host, port, token(System.getenv(VARIABLE)), openToAll);
    }

    private Optional<BearerToken> token(String ofEnvironment) {
        if (tokenFile != null) {
            return Optional.of(BearerToken.read(tokenFile));
        }
        return Optional.ofNullable(ofEnvironment)
                .filter(set -> !set.isEmpty())
                .map(set -> BearerToken.of(set, VARIABLE));
    }
}
