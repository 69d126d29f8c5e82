package io.poeem.ops.evaluate;

import io.poeem.ops.baseline.Baseline;
import io.poeem.ops.baseline.CoVisitation;
import io.poeem.ops.baseline.DecayedPopularity;
import io.poeem.ops.baseline.LastHour;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that learn from every click, asked the same questions as the versions: of all users' clicks each is learned,
 * right after it was asked for.
 */
final class Baselines {

    private final List<LoggedClick> clicks;
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();
    private final Map<Method, Baseline> rules = new EnumMap<>(Method.class);

    /** @param halfLife of the decayed counts */
    Baselines(List<LoggedClick> clicks, Duration halfLife) {
        this.clicks = clicks;
        for (LoggedClick click : clicks) {
            users.putIfAbsent(click.user(), users.size());
            items.putIfAbsent(click.item(), items.size());
        }
        LastHour lastHour = new LastHour(items.size());
        rules.put(Method.LAST_HOUR, lastHour);
        rules.put(Method.DECAYED_POPULARITY, new DecayedPopularity(items.size(), halfLife));
        rules.put(Method.COVISITATION, new CoVisitation(users.size(), items.size(), lastHour));
    }

    /**
     * One pass.
     *
     * @param asker new
     * @param from event time of the first version: clicks before it are learned only
     */
    Map<Method, Tally> run(Asker asker, long from) {
        Map<Method, Tally> tallies = new EnumMap<>(Method.class);
        rules.keySet().forEach(method -> tallies.put(method, new Tally()));
        for (LoggedClick click : clicks) {
            int user = users.get(click.user());
            int item = items.get(click.item());
            rules.values().forEach(rule -> rule.advance(click.time()));
            Optional<Question> question = asker.see(click).filter(q -> click.time() >= from);
            question.ifPresent(asked -> {
                int[] excluded = numbers(asked.excluded());
                rules.forEach((method, rule) -> tallies.get(method).add(asked, rule.rank(user, item, excluded)));
            });
            rules.values().forEach(rule -> rule.learn(user, item));
        }
        return tallies;
    }

    private int[] numbers(Set<String> ids) {
        return ids.stream().mapToInt(items::get).toArray();
    }
}
