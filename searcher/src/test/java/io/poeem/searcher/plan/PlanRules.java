package io.poeem.searcher.plan;

import io.poeem.searcher.plan.PlannerProperties.Case;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What makes a plan a good one; plain checks, for there are hundreds of thousands of cases. */
final class PlanRules {

    private PlanRules() {}

    static void require(Case given, Pace pace) {
        List<Link> plan = given.plan(pace);
        requireNoMixture(given, plan);
        requireOrder(given, plan);
        requireEnd(given, plan, pace);
        require(plan.stream().noneMatch(step -> given.failed().contains(step.version())), "a failed version", given);
    }

    /** Every step can be applied to the one before it: the first to what is held, or to nothing when a pin leads back. */
    private static void requireNoMixture(Case given, List<Link> plan) {
        Optional<Link> at = given.start();
        for (Link step : plan) {
            require(step.full() || at.isPresent() && step.follows(at.get()), "a mixture", given);
            at = Optional.of(step);
        }
    }

    /** Never backwards, except by a pin; and then only in the first step. */
    private static void requireOrder(Case given, List<Link> plan) {
        long at = given.start().map(Link::version).orElse(-1L);
        for (Link step : plan) {
            require(step.version() > at, "a step back", given);
            at = step.version();
        }
    }

    /** At the newest version that any order of loads reaches, or exactly at the pinned one; who is there needs no plan. */
    private static void requireEnd(Case given, List<Link> plan, Pace pace) {
        Set<Long> reachable = PlannerProperties.reachable(given);
        Optional<Long> end = plan.isEmpty()
                ? Optional.empty()
                : Optional.of(plan.get(plan.size() - 1).version());
        Optional<Long> wanted = given.pin().isPresent()
                ? Optional.of(given.pin().getAsLong()).filter(reachable::contains)
                : reachable.stream().max(Long::compare);
        require(end.equals(wanted), "an end at " + end + " instead of " + wanted, given);
        if (!plan.isEmpty()) {
            require(given.holding(plan.get(plan.size() - 1)).plan(pace).isEmpty(), "a plan after the plan", given);
        }
    }

    private static void require(boolean holds, String otherwise, Case given) {
        if (!holds) {
            throw new AssertionError(otherwise + " in the plan for " + given);
        }
    }
}
