package io.poeem.ops.serve.http;

import java.util.HashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status of HTTP
 * @param type the body's media type
 * @param body owned by this; never changed
 * @param headers further ones, by name
 */
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** As JSON. */
    public static Answer json(Object value) {
        return json(200, value);
    }

    public static Answer json(int status, Object value) {
        return new Answer(status, "application/json", Json.bytes(value), Map.of());
    }

    public static Answer problem(Problem problem) {
        return new Answer(problem.status(), "application/problem+json", Json.bytes(problem), Map.of());
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }
}
