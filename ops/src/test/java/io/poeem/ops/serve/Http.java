package io.poeem.ops.serve;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests of tests; one that hangs fails. */
final class Http {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Http() {}

    static HttpResponse<String> get(HttpClient client, URI uri, String... headers) {
        return send(client, request(uri, headers).GET().build());
    }

    static HttpResponse<String> post(HttpClient client, URI uri, String json, String... headers) {
        return post(client, uri, json.getBytes(StandardCharsets.UTF_8), headers);
    }

    static HttpResponse<String> post(HttpClient client, URI uri, byte[] body, String... headers) {
        return send(
                client,
                request(uri, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    static HttpRequest.Builder request(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    static HttpResponse<String> send(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
