package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.index.LiveIndex;
import java.time.Duration;
import java.util.Optional;

/** {@code GET /readyz}: whether requests should come here. Ready with an index that is not older than a bound, if there is one. */
public final class Readiness implements Endpoint {

    /** @param reason why not; empty when ready */
    public record State(boolean ready, Optional<String> reason) {}

    private final LiveIndex index;
    private final Optional<Duration> maxAge;

    /** @param maxAge how long ago the clicks may end that it has learned from; empty: any */
    public Readiness(LiveIndex index, Optional<Duration> maxAge) {
        this.index = index;
        this.maxAge = maxAge;
    }

    public State state() {
        Optional<Duration> lag = index.lag();
        if (lag.isEmpty()) {
            return not("no version of index '" + index.name() + "' is served yet");
        }
        if (maxAge.isPresent() && lag.get().compareTo(maxAge.get()) > 0) {
            return not("the index knows clicks up to " + lag.get().toSeconds() + " s ago, the limit is "
                    + maxAge.get().toSeconds() + " s; is the trainer running?");
        }
        return new State(true, Optional.empty());
    }

    private static State not(String reason) {
        return new State(false, Optional.of(reason));
    }

    @Override
    public Answer answer(Asked asked) {
        State state = state();
        return Answer.json(state.ready() ? 200 : 503, state);
    }
}
