package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of a JobManager over HTTP. */
final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;

    /** @param address {@code http://host:port} */
    FlinkRest(String address) {
        this.address = address;
    }

    /** Nobody answers, or not in time. */
    static final class Unreachable extends Exception {

        private static final long serialVersionUID = 1;

        private Unreachable(String address, Throwable cause) {
            super("The JobManager does not answer at " + address + ": " + cause, cause);
        }
    }

    /** {@code taskmanagers}, {@code slots-total}, {@code slots-available}. */
    JsonNode overview() throws Unreachable, InterruptedException {
        return get("/overview").orElseThrow(() -> new ClusterException(address + " is not a JobManager"));
    }

    /** A job's state, name and tasks; empty when this JobManager does not know it. */
    Optional<JsonNode> job(String id) throws Unreachable, InterruptedException {
        return get("/jobs/" + id);
    }

    Optional<JsonNode> checkpoints(String id) throws Unreachable, InterruptedException {
        return get("/jobs/" + id + "/checkpoints");
    }

    Optional<JsonNode> exceptions(String id) throws Unreachable, InterruptedException {
        return get("/jobs/" + id + "/exceptions");
    }

    /**
     * A failure that Flink keeps.
     *
     * @param reason the innermost cause
     */
    record Failure(Instant when, String reason) {}

    /** The newest of a job's {@link #exceptions}. */
    static Optional<Failure> failure(JsonNode exceptions) {
        JsonNode newest = exceptions.path("exceptionHistory").path("entries").path(0);
        List<String> lines = newest.path("stacktrace").asText("").lines().toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        Instant.ofEpochMilli(newest.path("timestamp").asLong()), ClientFailure.reason(lines)));
    }

    /** @return how to ask for it: see {@link #savepoint} */
    String triggerSavepoint(String id, String directory) throws Unreachable, InterruptedException {
        return post("/jobs/" + id + "/savepoints", Map.of("target-directory", directory, "cancel-job", false));
    }

    /** With a savepoint, without draining: all that is in flight is in it. */
    String triggerStop(String id, String directory) throws Unreachable, InterruptedException {
        return post("/jobs/" + id + "/stop", Map.of("targetDirectory", directory, "drain", false));
    }

    /** {@code status.id} is COMPLETED when it is done; {@code operation} then has a location or a failure. */
    JsonNode savepoint(String id, String trigger) throws Unreachable, InterruptedException {
        return get("/jobs/" + id + "/savepoints/" + trigger)
                .orElseThrow(() -> new ClusterException("The JobManager has forgotten the savepoint " + trigger
                        + ", as a new one does; ask for another"));
    }

    /** @return whether the job is known */
    boolean cancel(String id) throws Unreachable, InterruptedException {
        return send(request("/jobs/" + id + "?mode=cancel").method("PATCH", BodyPublishers.noBody()))
                .isPresent();
    }

    /** Something that is asked of a JobManager. */
    interface Question<T> {
        T ask() throws Unreachable, InterruptedException;
    }

    /** @throws ClusterException when nobody answers */
    static <T> T require(Question<T> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (Unreachable e) {
            throw new ClusterException(e.getMessage() + "; 'poeem cluster status' tells what runs", e);
        }
    }

    /** Empty, too, when nobody answers. */
    static <T> Optional<T> answer(Question<Optional<T>> question) throws InterruptedException {
        try {
            return question.ask();
        } catch (Unreachable e) {
            return Optional.empty();
        }
    }

    private String post(String path, Map<String, Object> body) throws Unreachable, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonFile.line(body)));
        return send(request).orElseThrow(() -> unknown(path)).path("request-id").asText();
    }

    private Optional<JsonNode> get(String path) throws Unreachable, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    private Optional<JsonNode> send(HttpRequest.Builder builder) throws Unreachable, InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.statusCode() == UNAVAILABLE) {
                throw new Unreachable(address, new IOException("it is not the leader yet"));
            }
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new ClusterException("The JobManager refused " + request.method() + " " + request.uri() + ": "
                        + body.path("errors")
                                .path(0)
                                .asText(body.toString())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
            return Optional.of(body);
        } catch (IOException e) {
            throw new Unreachable(address, e);
        }
    }

    private static ClusterException unknown(String path) {
        return new ClusterException("The JobManager knows nothing of " + path);
    }
}
