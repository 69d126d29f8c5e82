package io.poeem.ops.serve.http;

import java.time.Duration;

/**
 * What a server puts up with.
 *
 * @param bodyBytes of a request
 * @param concurrent requests of limited routes that are worked on at once; further ones are turned away
 * @param connections open at once; further ones wait until one is closed
 * @param time for a request's body to come, and again for its answer
 */
public record HttpLimits(int bodyBytes, int concurrent, int connections, Duration time) {

    public static final HttpLimits DEFAULTS = new HttpLimits(1 << 20, 32, 512, Duration.ofSeconds(5));

    public HttpLimits {
        within("the limit of a body, in bytes,", bodyBytes, 1_024, 64 << 20);
        within("the limit of concurrent requests", concurrent, 1, 1_024);
        within("the limit of connections", connections, 1, 65_536);
        within("the limit of time, in ms,", time.toMillis(), 10, 600_000);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + least + " to " + most);
        }
    }
}
