package io.poeem.job.options;

import io.poeem.job.decode.DecodeLimits;
import io.poeem.job.history.HistoryRules;

/** What decoding and histories go by, from the options; for the job, and for whoever walks through a topic like it. */
public final class Decoding {

    private Decoding() {}

    public static DecodeLimits limits(JobOptions options) {
        return new DecodeLimits(
                (int) options.get(KafkaOptions.RECORD_MAX).getBytes(),
                options.get(StreamOptions.ID_MAX),
                options.get(StreamOptions.TOKENS_MAX),
                options.get(StreamOptions.TOKEN_MAX),
                options.get(StreamOptions.CLOCK_SKEW).toMillis());
    }

    public static HistoryRules history(JobOptions options) {
        return new HistoryRules(
                options.get(ModelOptions.HISTORY_LENGTH),
                options.get(ModelOptions.HISTORY_TTL).toMillis());
    }
}
