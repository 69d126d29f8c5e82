package io.poeem.ops.evaluate;

/** Mean share of the items that queries looked at. */
public final class ScannedShare {

    private double sum;
    private long queries;

    void add(double share) {
        sum += share;
        queries++;
    }

    /** 0 to 1; null when nothing was asked. */
    public Double mean() {
        return queries == 0 ? null : Double.valueOf(sum / queries);
    }
}
