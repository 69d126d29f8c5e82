package io.poeem.job.sequence;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the shards of another number stand, for which a model's learners were made out of those there are.
 *
 * <p>With an aligned savepoint all shards have come equally far: each has applied every round before the same one, and has trained
 * what it had of that one, which is as far as the sources had come. Not so while a job catches up after a failure: then the topic
 * already tells of rounds that its shards have still to train again. The new shards begin within that round: what was learned in it
 * was merged when the learners were made, and they contribute what is still to come.
 */
public final class Resharded {

    private final Rounds rounds;

    /**
     * @param roundMillis of the job that there is, or, after a shard alone, that there shall be
     * @param versionMillis event time between versions, which the job keeps
     */
    public Resharded(long roundMillis, long versionMillis) {
        rounds = new Rounds(roundMillis, new SequenceRules(1, 1, versionMillis, example -> true));
    }

    /** Of each of many shards, after a shard alone. */
    public RoundPosition toMany(Position alone) {
        long due = alone.due();
        checkDue(due);
        return new RoundPosition(
                alone,
                Rounds.NONE,
                due == Position.NONE ? Rounds.NONE : due - rounds.millis(),
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                alone.published());
    }

    /**
     * Of each of many shards, after those of another number.
     *
     * @param before of each shard
     * @param news whether any of them had learned what was not merged yet
     * @throws IllegalStateException if they have not come equally far, or stood in rounds of another length
     */
    public RoundPosition toMany(List<RoundPosition> before, boolean news) {
        check(before);
        RoundPosition first = before.get(0);
        if (first.progress() == Long.MIN_VALUE) {
            return new RoundPosition(
                    sequence(before, news),
                    Rounds.NONE,
                    first.closing(),
                    first.applied(),
                    first.progress(),
                    first.untrained());
        }
        long round = learnedIn(before, news);
        return new RoundPosition(
                sequence(before, news),
                round,
                round == Rounds.NONE ? Rounds.NONE : rounds.closing(round),
                first.applied(),
                first.progress(),
                rounds.of(first.progress() + 1));
    }

    /** Of a shard alone, after many; as above. */
    public Position toOne(List<RoundPosition> before, boolean news) {
        check(before);
        return sequence(before, news);
    }

    private Position sequence(List<RoundPosition> before, boolean news) {
        return new Position(before.get(0).sequence().published(), due(before, news), clicks(before), items(before));
    }

    /**
     * The round in which the shards are, if there was anything to learn since the last version. News alone are of a round that all have
     * contributed to and none has read back, the last one before a version.
     */
    private long learnedIn(List<RoundPosition> before, boolean news) {
        boolean learned = news
                || before.stream()
                        .anyMatch(one -> one.training() != Rounds.NONE
                                || one.closing() != Rounds.NONE
                                || one.sequence().due() != Position.NONE);
        return learned ? rounds.of(before.get(0).progress() + 1) : Rounds.NONE;
    }

    private long due(List<RoundPosition> before, boolean news) {
        RoundPosition first = before.get(0);
        checkDue(first.sequence().due());
        if (first.progress() == Long.MIN_VALUE) {
            return first.sequence().due(); // they have not begun a round yet
        }
        long round = learnedIn(before, news);
        return round == Rounds.NONE ? Position.NONE : rounds.boundary(round);
    }

    private static SortedMap<Integer, Long> clicks(List<RoundPosition> before) {
        SortedMap<Integer, Long> next = new TreeMap<>();
        before.forEach(one ->
                one.sequence().clicks().forEach((partition, offset) -> next.merge(partition, offset, Math::max)));
        return next;
    }

    private static SortedMap<Integer, Long> items(List<RoundPosition> before) {
        SortedMap<Integer, Long> next = new TreeMap<>();
        before.forEach(
                one -> one.sequence().items().forEach((partition, offset) -> next.merge(partition, offset, Math::max)));
        return next;
    }

    private void checkDue(long due) {
        if (due != Position.NONE && rounds.boundary(due - 1) != due) {
            throw new IllegalStateException(
                    "a version is due at " + due + ", where snapshot.interval has none: set it as the job had it");
        }
    }

    private void check(List<RoundPosition> before) {
        RoundPosition first = before.get(0);
        if (first.progress() == Long.MAX_VALUE) {
            throw new IllegalStateException("the job has come to its end: there is nothing to go on with");
        }
        for (RoundPosition one : before) {
            checkTrained(one);
            checkAlike(first, one);
            long training = one.training();
            if (training != Rounds.NONE && training != rounds.of(first.progress() + 1)) {
                throw new IllegalStateException("a shard trains the round that begins at " + training
                        + ", which none of " + rounds.millis() + " ms does that follows " + first.progress()
                        + ": set round.interval as the job had it");
            }
        }
    }

    private static void checkTrained(RoundPosition one) {
        boolean known = one.progress() != Long.MIN_VALUE && one.untrained() != Long.MIN_VALUE;
        if (known && one.untrained() <= one.progress()) {
            throw new IllegalStateException("the job is catching up after a failure: a shard has to train the round at "
                    + one.untrained() + " again, and the model topic has rounds up to " + one.progress()
                    + ". Take the savepoint again once it has caught up");
        }
    }

    private static void checkAlike(RoundPosition first, RoundPosition one) {
        boolean alike = one.progress() == first.progress()
                && one.applied() == first.applied()
                && one.sequence().published() == first.sequence().published()
                && one.sequence().due() == first.sequence().due();
        if (!alike) {
            throw new IllegalStateException(
                    "shards stand at different places, " + first + " and " + one + ": take a savepoint again");
        }
    }
}
