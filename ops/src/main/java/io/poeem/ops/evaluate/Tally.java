package io.poeem.ops.evaluate;

/** How many questions a method was asked, and how often what was clicked was among its first answers. */
public final class Tally {

    private long asked;
    private long in10;
    private long in100;

    void add(int[] ranks) {
        for (int rank : ranks) {
            asked++;
            in10 += rank < 10 ? 1 : 0;
            in100 += rank < 100 ? 1 : 0;
        }
    }

    void add(Tally other) {
        asked += other.asked;
        in10 += other.in10;
        in100 += other.in100;
    }

    public long asked() {
        return asked;
    }

    /** Share of hits among the first ten; null when nothing was asked. */
    public Double recallAt10() {
        return asked == 0 ? null : Double.valueOf(in10 / (double) asked);
    }

    /** Share of hits among the first hundred; null when nothing was asked. */
    public Double recallAt100() {
        return asked == 0 ? null : Double.valueOf(in100 / (double) asked);
    }
}
