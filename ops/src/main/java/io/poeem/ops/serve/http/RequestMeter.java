package io.poeem.ops.serve.http;

/** Hears of every request that was answered. Called by several threads at once. */
@FunctionalInterface
public interface RequestMeter {

    /**
     * @param path of the route; {@code other} where there is none, so that there are never many
     * @param status of the answer
     * @param nanos from the headers to the answer
     */
    void answered(String path, int status, long nanos);
}
