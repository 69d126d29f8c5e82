package io.poeem.job.trainer;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.VersionOptions;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;

/**
 * The lengths of rounds and of versions, event time. A run keeps them: a round that was begun would end elsewhere than in the merge.
 *
 * @param roundMillis {@code round.interval}
 * @param versionMillis {@code snapshot.interval}
 */
public record RunIntervals(long roundMillis, long versionMillis) {

    public static RunIntervals of(JobOptions options) {
        return new RunIntervals(
                options.get(ModelOptions.ROUND_INTERVAL).toMillis(),
                options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis());
    }

    /**
     * These are those that the state was written with.
     *
     * @param now of the options that are to go on from it
     * @throws IllegalStateException if they are others
     */
    void check(RunIntervals now) {
        check(ModelOptions.ROUND_INTERVAL, roundMillis, now.roundMillis);
        check(VersionOptions.SNAPSHOT_INTERVAL, versionMillis, now.versionMillis);
    }

    private static void check(ConfigOption<Duration> option, long written, long now) {
        if (written != now) {
            throw new IllegalStateException(
                    "The state of shards was written with " + option.key() + " = " + written
                            + " ms, but here it is " + now + " ms: what was begun would end elsewhere. Set "
                            + option.key()
                            + " to " + written
                            + " ms again, or take a savepoint through 'poeem reshard': it takes another length if that fits what was begun.");
        }
    }
}
