package io.poeem.ops.serve.http;

import java.util.Map;

/**
 * A request that was let in.
 *
 * @param parameters of the query string; of several with one name the first
 * @param ifNoneMatch that header, or empty
 * @param body whole; empty where the route takes none
 * @param deadline of {@link System#nanoTime()}: work that is not done by then is to be given up
 */
public record Asked(Map<String, String> parameters, String ifNoneMatch, byte[] body, long deadline) {

    public Asked {
        parameters = Map.copyOf(parameters);
    }

    public boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }
}
