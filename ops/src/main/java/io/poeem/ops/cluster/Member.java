package io.poeem.ops.cluster;

import java.util.Locale;

/**
 * One process of a cluster.
 *
 * @param number from 1 on; of a kind that there is one of, 1
 */
public record Member(Kind kind, int number) implements Comparable<Member> {

    /** In the order of starting; stopping goes the other way. */
    public enum Kind {
        BROKER,
        JOBMANAGER,
        TASKMANAGER,
        SUPERVISOR;

        private String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean single() {
            return this == JOBMANAGER || this == SUPERVISOR;
        }
    }

    static final Member JOBMANAGER = new Member(Kind.JOBMANAGER, 1);
    static final Member SUPERVISOR = new Member(Kind.SUPERVISOR, 1);

    public Member {
        if (number < 1 || kind.single() && number > 1) {
            throw new IllegalArgumentException("There is no " + kind.lowerCase() + " " + number + ": they count from 1"
                    + (kind.single() ? ", and of this kind there is one" : ""));
        }
    }

    /** As in the names of its files: {@code jobmanager}, {@code taskmanager-2}. */
    public String name() {
        String name = kind.lowerCase();
        return kind.single() ? name : name + "-" + number;
    }

    @Override
    public int compareTo(Member other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(number, other.number);
    }
}
