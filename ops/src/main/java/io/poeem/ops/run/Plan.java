package io.poeem.ops.run;

import io.poeem.ops.evaluate.Measures;
import io.poeem.ops.evaluate.UserSample;
import io.poeem.ops.range.Window;
import io.poeem.searcher.SearchOptions;
import java.util.Map;
import java.util.Optional;

/**
 * A run, before anything is started.
 *
 * @param input the clicks
 * @param bootstrap a Kafka that is there; empty: one of the run's own, gone afterwards
 * @param rate at most so many clicks per second are published; 0: as fast as it goes
 * @param name of the run, for people; empty: none
 * @param namespace prefix of every topic, group and transaction of the run
 * @param settings of the job, as given
 * @param preferred settings that the run would like, unless given otherwise
 * @param search how the evaluation searches
 * @param users whom it asks for
 * @param evaluated which clicks it asks for
 * @param measures what it measures besides
 */
public record Plan(
        Input input,
        double rate,
        Optional<String> bootstrap,
        Optional<String> name,
        String namespace,
        Settings settings,
        Map<String, String> preferred,
        SearchOptions search,
        UserSample users,
        Window evaluated,
        Measures measures) {

    /** The same with other settings, under names of its own. */
    public Plan as(Optional<String> otherName, String otherNamespace, Settings otherSettings) {
        return new Plan(
                input,
                rate,
                bootstrap,
                otherName,
                otherNamespace,
                otherSettings,
                preferred,
                search,
                users,
                evaluated,
                measures);
    }
}
