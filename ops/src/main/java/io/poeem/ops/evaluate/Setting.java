package io.poeem.ops.evaluate;

import io.poeem.job.decode.ClickDecoder;
import io.poeem.job.options.Decoding;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.ops.range.Window;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.SearchOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;

/**
 * What an evaluation needs to know of a job and of how its versions are asked.
 *
 * @param options of the job that published the versions
 * @param search nprobe and head
 * @param users who is asked for
 * @param evaluated which clicks are questions; all are part of their users' histories
 * @param measures what is measured besides
 */
public record Setting(JobOptions options, SearchOptions search, UserSample users, Window evaluated, Measures measures) {

    /** What of the log is asked. */
    Asker.Rules questions() {
        return new Asker.Rules(queries(), Decoding.history(options), users, click -> click.isIn(evaluated));
    }

    /** Of decayed counts, where the job decays none: with {@code popularity.estimate = interval} and no half-life set. */
    static final Duration WITHOUT_DECAY = Duration.ofDays(1);

    /**
     * Of decayed counts: the job's; where it looks for one itself, what it had found by its last version; {@link
     * #WITHOUT_DECAY} where it has none.
     */
    Duration halfLife(IndexManifest last) {
        Long found = last.getCounts().get("popularity_half_life_s");
        return found != null
                ? Duration.ofSeconds(found)
                : options.learner().popularity().counting().halfLife().orElse(WITHOUT_DECAY);
    }

    private QueryRules queries() {
        return new QueryRules(
                options.get(ModelOptions.QUERY_HISTORY),
                options.get(ModelOptions.QUERY_LAST),
                options.get(ModelOptions.QUERY_USER),
                options.get(ModelOptions.QUERY_CONTEXT));
    }

    /** Reads the job's clicks as the job does. */
    public ClickLogReader clicks() {
        Properties consumer = LogRange.committed(options);
        consumer.setProperty("fetch.max.bytes", Integer.toString(64 << 20));
        return new ClickLogReader(
                consumer, options.topics().clicks(), new ClickDecoder(Decoding.limits(options), Clock.systemUTC()));
    }
}
