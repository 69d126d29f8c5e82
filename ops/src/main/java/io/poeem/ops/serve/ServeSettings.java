package io.poeem.ops.serve;

import io.poeem.ops.serve.api.SearchLimits;
import io.poeem.ops.serve.http.Binding;
import io.poeem.ops.serve.http.HttpLimits;
import io.poeem.searcher.SearchOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to serve.
 *
 * @param index the index's name
 * @param cache directory that keeps a version, so that a restart reads only the changes since
 * @param maxAge how long ago the clicks may end that an index has learned from, for the service to be ready; empty: any time
 * @param defaults of a search that does not say otherwise
 */
public record ServeSettings(
        String index,
        Binding binding,
        HttpLimits http,
        SearchLimits search,
        SearchOptions defaults,
        Optional<Duration> maxAge,
        Optional<Path> cache) {

    /** @throws IllegalArgumentException if a default is beyond a limit */
    public ServeSettings {
        if (defaults.k() > search.k() || defaults.nprobe() > search.nprobe()) {
            throw new IllegalArgumentException("k " + defaults.k() + " and nprobe " + defaults.nprobe()
                    + " are the defaults of a search, and must not be beyond their limits " + search.k() + " and "
                    + search.nprobe());
        }
        if (maxAge.isPresent() && (maxAge.get().isNegative() || maxAge.get().isZero())) {
            throw new IllegalArgumentException("the greatest age is " + maxAge.get() + ", but must be more than 0");
        }
    }
}
