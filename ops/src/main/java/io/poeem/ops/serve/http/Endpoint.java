package io.poeem.ops.serve.http;

/** Answers requests of one route; called by several threads at once. */
@FunctionalInterface
public interface Endpoint {

    /** @throws ProblemException for what the asker can mend */
    Answer answer(Asked asked);
}
