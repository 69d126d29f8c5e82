package io.poeem.ops.evaluate;

import io.poeem.searcher.Hits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How a method did on the questions that it was asked. Grows only. */
public final class Tally {

    private static final int TOP = 10;
    private static final int DEPTH = 100;

    private long asked;
    private long reclicks;
    private long in10;
    private long in100;
    private double overlaps;
    private long overlapped;
    private double shares;
    private long searched;

    /** @param rank 0-based, of what was clicked */
    void add(Question question, int rank) {
        asked++;
        reclicks += question.isReclick() ? 1 : 0;
        in10 += rank < TOP ? 1 : 0;
        in100 += rank < DEPTH ? 1 : 0;
    }

    /** An answer; its scanned share counts where the query, and not popularity alone, decided. */
    void add(Question question, Hits answer) {
        int rank = answer.ids().indexOf(question.item());
        add(question, rank < 0 ? Integer.MAX_VALUE : rank);
        if (answer.basis() == Hits.Basis.QUERY) {
            shares += answer.scannedShare();
            searched++;
        }
    }

    /**
     * The same answer beside the exact one: how many of the exact top ten are in its own top ten, of as many as there are.
     * Counts where the query decided, and there is a candidate at all.
     */
    void compare(Hits answer, Hits exact) {
        List<String> wanted = top(exact);
        if (answer.basis() == Hits.Basis.QUERY && !wanted.isEmpty()) {
            Set<String> found = new HashSet<>(top(answer));
            overlaps += wanted.stream().filter(found::contains).count() / (double) wanted.size();
            overlapped++;
        }
    }

    private static List<String> top(Hits hits) {
        List<String> ids = hits.ids();
        return ids.subList(0, Math.min(TOP, ids.size()));
    }

    void add(Tally other) {
        asked += other.asked;
        reclicks += other.reclicks;
        in10 += other.in10;
        in100 += other.in100;
        overlaps += other.overlaps;
        overlapped += other.overlapped;
        shares += other.shares;
        searched += other.searched;
    }

    public long asked() {
        return asked;
    }

    /** Questions of which no method can be right: the item clicked is in the history, and so no candidate. */
    public long reclicks() {
        return reclicks;
    }

    /** Share of hits among the first ten; null when nothing was asked. */
    public Double recallAt10() {
        return mean(in10, asked);
    }

    /** Share of hits among the first hundred; null when nothing was asked. */
    public Double recallAt100() {
        return mean(in100, asked);
    }

    /** Mean share of the exact top ten that is in the own one; null when nothing was compared. */
    public Double overlapAt10() {
        return mean(overlaps, overlapped);
    }

    /** Mean share of the items that a query scored; null when no query was searched for. */
    public Double scannedShare() {
        return mean(shares, searched);
    }

    private static Double mean(double sum, long of) {
        return of == 0 ? null : Double.valueOf(sum / of);
    }
}
