package io.poeem.searcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Histories of up to ten versions, with branches, holes, failures, pins, and a second run whose numbers are the same. */
class PlannerProperties {

    record Case(Optional<Link> held, List<Link> announced, Set<Long> failed, OptionalLong pin) {

        List<Link> plan(Pace pace) {
            return Planner.plan(held, announced, failed, pin, pace);
        }

        Case holding(Link link) {
            return new Case(Optional.of(link), announced, failed, pin);
        }

        boolean goesBack() {
            return pin.isPresent()
                    && held.isPresent()
                    && pin.getAsLong() < held.get().version();
        }

        /** What the plan starts from: nothing, where a pin asks for an older version. */
        Optional<Link> start() {
            return goesBack() ? Optional.empty() : held;
        }
    }

    @Property
    void aPlanIsGood(@ForAll("cases") Case given, @ForAll Pace pace) {
        PlanRules.require(given, pace);
    }

    @Property
    void thePlanOfFewestLoadsHasAFullVersionAtMostAtItsStart(@ForAll("cases") Case given) {
        assertThat(given.plan(Pace.NEWEST).stream().skip(1)).noneMatch(Link::full);
    }

    @Property
    void thePlanOfFewestLoadsIsTheEndOfThePlanOfAll(@ForAll("cases") Case given) {
        assertThat(given.plan(Pace.EVERY_VERSION))
                .endsWith(given.plan(Pace.NEWEST).toArray(Link[]::new));
    }

    @Property
    void onlyTheFirstStepOfAPlanForwardsNeedsToBeTakenBeforePlanningAgain(@ForAll("cases") Case given) {
        List<Link> plan = given.plan(Pace.EVERY_VERSION);
        if (!plan.isEmpty() && !given.goesBack()) {
            assertThat(given.holding(plan.get(0)).plan(Pace.EVERY_VERSION)).isEqualTo(plan.subList(1, plan.size()));
        }
    }

    @Property
    void theOrderOfDifferentAnnouncementsDoesNotMatter(
            @ForAll("cases") Case given, @ForAll Pace pace, @ForAll Random random) {
        Map<Long, Link> first = new LinkedHashMap<>();
        given.announced().forEach(link -> first.putIfAbsent(link.version(), link));
        List<Link> shuffled = new ArrayList<>(first.values());
        Collections.shuffle(shuffled, random);
        assertThat(new Case(given.held(), shuffled, given.failed(), given.pin()).plan(pace))
                .isEqualTo(given.plan(pace));
    }

    @Property
    void anUnbrokenHistoryIsFollowedWithoutAGap(@ForAll("unbroken") List<Link> history, @ForAll Random random) {
        Link held = history.get(random.nextInt(history.size()));
        assertThat(Planner.plan(Optional.of(held), history, Set.of(), OptionalLong.empty(), Pace.EVERY_VERSION))
                .isEqualTo(history.subList(history.indexOf(held) + 1, history.size()));
    }

    @Property
    void everyVersionOfAnUnbrokenHistoryCanBePinnedByWhoeverHoldsAnyOther(
            @ForAll("unbroken") List<Link> history, @ForAll Random random, @ForAll Pace pace) {
        history.set(0, PlannerTest.full(history.get(0).version(), ""));
        Link held = history.get(random.nextInt(history.size()));
        Link pinned = history.get(random.nextInt(history.size()));
        List<Link> plan = new Case(Optional.of(held), history, Set.of(), OptionalLong.of(pinned.version())).plan(pace);
        if (held.equals(pinned)) {
            assertThat(plan).isEmpty();
        } else {
            assertThat(plan).endsWith(pinned);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<List<Link>> announced = link().list().ofMaxSize(10);
        Arbitrary<Optional<Link>> held = link().optional();
        Arbitrary<Set<Long>> failed = Arbitraries.longs().between(0, 9).set().ofMaxSize(3);
        Arbitrary<OptionalLong> pin =
                Arbitraries.longs().between(0, 9).optional().map(PlannerProperties::optional);
        return Combinators.combine(held, announced, failed, pin).as(Case::new);
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    /** Mostly a delta of the version before; of run "a" mostly. */
    private static Arbitrary<Link> link() {
        Arbitrary<Long> versions = Arbitraries.longs().between(0, 9);
        Arbitrary<Integer> back = Arbitraries.frequency(Tuple.of(6, 1), Tuple.of(2, 2), Tuple.of(3, 0));
        Arbitrary<String> run = Arbitraries.frequency(Tuple.of(6, "a"), Tuple.of(1, "b"));
        return Combinators.combine(versions, back, run, run).as((version, steps, ownRun, baseRun) -> {
            long base = steps == 0 || version < steps ? Link.NO_BASE : version - steps;
            return new Link(version, base, ownRun + version, base < 0 ? "" : baseRun + base);
        });
    }

    @Provide
    Arbitrary<List<Link>> unbroken() {
        return Arbitraries.of(true, false).list().ofMinSize(1).ofMaxSize(12).map(fulls -> {
            List<Link> history = new ArrayList<>();
            for (int i = 0; i < fulls.size(); i++) {
                Link previous = i == 0 ? null : history.get(i - 1);
                history.add(
                        previous == null || fulls.get(i)
                                ? PlannerTest.full(i + 10, previous == null ? "" : previous.hash())
                                : PlannerTest.delta(i + 10, previous));
            }
            return history;
        });
    }

    /** All histories of up to four versions, whatever is held, has failed, and is pinned: none is left out. */
    @net.jqwik.api.Example
    void everySmallHistoryHasAGoodPlan() {
        long cases = SmallHistories.forEach(4, given -> {
            PlanRules.require(given, Pace.NEWEST);
            PlanRules.require(given, Pace.EVERY_VERSION);
        });
        assertThat(cases).isGreaterThan(100_000);
    }

    static Set<Long> reachable(Case given) {
        Map<Long, Link> first = new LinkedHashMap<>();
        given.announced().forEach(link -> first.putIfAbsent(link.version(), link));
        first.keySet().removeAll(given.failed());
        Set<Long> reached = new TreeSet<>();
        walk(given.start(), first, reached);
        return reached;
    }

    private static void walk(Optional<Link> at, Map<Long, Link> links, Set<Long> reached) {
        for (Link link : links.values()) {
            boolean newer = at.isEmpty() || link.version() > at.get().version();
            boolean loadable = link.full() || (at.isPresent() && link.follows(at.get()));
            if (newer && loadable && reached.add(link.version())) {
                walk(Optional.of(link), links, reached);
            }
        }
    }
}
