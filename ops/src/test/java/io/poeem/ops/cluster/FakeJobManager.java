package io.poeem.ops.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What answers as a JobManager's REST does, on a free port of this machine: with what it is told to say, else that it knows nothing. */
final class FakeJobManager implements AutoCloseable {

    static {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // else every answer waits 40 ms for an acknowledgement
    }

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeJobManager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        says("/overview", "{\"taskmanagers\": 1}");
    }

    int port() {
        return server.getAddress().getPort();
    }

    FakeJobManager says(String path, String json) {
        answers.put(path, json);
        return this;
    }

    FakeJobManager saysOf(String job, String state) {
        return says("/jobs/" + job, "{\"state\": \"" + state + "\"}");
    }

    void forgets(String job) {
        answers.remove("/jobs/" + job);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String json = answers.get(exchange.getRequestURI().getPath());
        byte[] body = (json == null ? "{\"errors\": [\"unknown\"]}" : json).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(json == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
