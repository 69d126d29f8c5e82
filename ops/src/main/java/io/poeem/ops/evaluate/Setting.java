package io.poeem.ops.evaluate;

import io.poeem.job.decode.ClickDecoder;
import io.poeem.job.decode.DecodeLimits;
import io.poeem.job.history.HistoryRules;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.searcher.SearchOptions;
import java.time.Clock;
import java.util.Properties;

/**
 * What an evaluation needs to know of a job and of how its versions are asked.
 *
 * @param options of the job that published the versions
 * @param search nprobe and head
 * @param users who is asked for
 */
public record Setting(JobOptions options, SearchOptions search, UserSample users) {

    QueryRules queries() {
        return new QueryRules(
                options.get(ModelOptions.QUERY_HISTORY),
                options.get(ModelOptions.QUERY_LAST),
                options.get(ModelOptions.QUERY_USER),
                options.get(ModelOptions.QUERY_CONTEXT));
    }

    HistoryRules history() {
        return new HistoryRules(
                options.get(ModelOptions.HISTORY_LENGTH),
                options.get(ModelOptions.HISTORY_TTL).toMillis());
    }

    /** Reads the job's clicks as the job does. */
    public ClickLogReader clicks() {
        DecodeLimits limits = new DecodeLimits(
                (int) options.get(KafkaOptions.RECORD_MAX).getBytes(),
                options.get(StreamOptions.ID_MAX),
                options.get(StreamOptions.TOKENS_MAX),
                options.get(StreamOptions.TOKEN_MAX),
                options.get(StreamOptions.CLOCK_SKEW).toMillis());
        Properties consumer = options.kafkaClient();
        consumer.setProperty("isolation.level", "read_committed");
        consumer.setProperty("fetch.max.bytes", Integer.toString(64 << 20));
        return new ClickLogReader(consumer, options.topics().clicks(), new ClickDecoder(limits, Clock.systemUTC()));
    }
}
