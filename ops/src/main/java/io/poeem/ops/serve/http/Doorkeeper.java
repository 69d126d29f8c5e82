package io.poeem.ops.serve.http;

import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Lets requests in, or not. */
final class Doorkeeper {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Binding binding;

    Doorkeeper(Binding binding) {
        this.binding = binding;
    }

    /** @throws ProblemException 421 for another's name, 401 without the token */
    void check(Request request, Route route) {
        if (binding.checksHost()) {
            String host = Request.getServerName(request);
            if (host == null || !(HERE.contains(host) || host.equals(binding.host()))) {
                throw new ProblemException(
                        Problem.beyond(
                                421,
                                "the request's host",
                                String.valueOf(host),
                                "localhost or 127.0.0.1",
                                "a server without a token answers to no other name; let the proxy send that one, or use a token"));
            }
        }
        if (route.access() == Route.Access.TOKEN && !isShown(request)) {
            throw ProblemException.of(
                    401, "this needs the server's token; send it as a header: Authorization: Bearer TOKEN");
        }
    }

    private boolean isShown(Request request) {
        return binding.token()
                .map(token -> token.isShown(request.getHeaders().get(HttpHeader.AUTHORIZATION)))
                .orElse(true);
    }
}
