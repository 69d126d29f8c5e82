package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The mean interval between an item's clicks (Yi et al. 2019, "Sampling-bias-corrected neural modeling", algorithm 2), with
 * a step size of max(α, 1/n):
 *
 * <pre>  B ← (1-α)B + α(t-A)     A ← t     p̂ = 1/max(B, t-A)</pre>
 *
 * <p>t counts clicks, not milliseconds: 1/B is then the share of clicks that goes to the item, a probability, whatever the
 * hour's traffic is; and a night without clicks makes nobody unpopular. A begins at 0, so that the first interval of an item
 * is its time of arrival. A click counts as one, whatever its weight, unless that is none.
 *
 * <p>L = log p̂ and logTotal = 0. As t goes on, L of an item that nobody clicks falls; versions hold it as of when the item
 * was last written, which for an untouched one is its turn within {@code refresh.versions}.
 */
final class Intervals implements PopularityEstimate {

    private static final int MEAN = 0;
    private static final int LAST = 1;
    private static final int CLICKS = 2;

    private final double step;
    private long t;

    /** Clicks of all shards, and the log of this one's share in them; 0: there are no others. */
    private long clicksOfAll;

    private double logShare;

    Intervals(double step) {
        this.step = step;
    }

    @Override
    public int numbers() {
        return 3;
    }

    @Override
    public void count(ItemTable items, int slot, float weight, long time) {
        if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
            return;
        }
        t++;
        double[] of = items.numbers();
        int at = items.numbersAt(slot);
        double clicks = ++of[at + CLICKS];
        double alpha = Math.max(step, 1 / clicks);
        of[at + MEAN] = (1 - alpha) * of[at + MEAN] + alpha * (t - of[at + LAST]);
        of[at + LAST] = t;
        items.logCount(slot, 0);
    }

    @Override
    public double logCount(ItemTable items, int slot) {
        double[] of = items.numbers();
        int at = items.numbersAt(slot);
        return logShare - StrictMath.log(Math.max(of[at + MEAN], t - of[at + LAST]));
    }

    /** As if it had arrived with the last click, whenever that was: this estimate knows no times. */
    @Override
    public double logClick(long time) {
        return -StrictMath.log(clicks());
    }

    @Override
    public double logTotal() {
        return clicks() == 0 ? Double.NEGATIVE_INFINITY : 0;
    }

    private long clicks() {
        return Math.max(t, clicksOfAll);
    }

    @Override
    public void report(DataOutput out) throws IOException {
        out.writeLong(t);
    }

    /** A shard's t counts its own clicks: its items' share of all clicks is that among its own, times its own among all. */
    @Override
    public void merged(List<DataInput> reports, int own) throws IOException {
        clicksOfAll = 0;
        long mine = 0;
        for (int i = 0; i < reports.size(); i++) {
            long clicks = reports.get(i).readLong();
            clicksOfAll += clicks;
            mine = i == own ? clicks : mine;
        }
        logShare = mine == 0 ? 0 : StrictMath.log((double) mine / clicksOfAll);
    }

    /** t begins at 0: it becomes the clicks of the items that are taken over. */
    @Override
    public void begin(List<PopularityEstimate> before, int shards) {}

    @Override
    public void owns(ItemTable items, int slot, PopularityEstimate before) {
        t += (long) items.numbers()[items.numbersAt(slot) + CLICKS];
    }

    @Override
    public void join(PopularityEstimate other) {
        t += ((Intervals) other).t;
    }

    /** Intervals are measured in a shard's own clicks: they become longer as its share of all clicks does. */
    @Override
    public void move(ItemTable items, int slot, PopularityEstimate before) {
        Intervals from = (Intervals) before;
        if (!items.isClicked(slot) || from.t == 0) {
            return;
        }
        double longer = StrictMath.exp(logShare - from.logShare);
        double[] of = items.numbers();
        int at = items.numbersAt(slot);
        of[at + MEAN] *= longer;
        of[at + LAST] = t - longer * (from.t - of[at + LAST]);
        items.changed(slot);
    }

    @Override
    public boolean fades() {
        return true;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(t);
    }

    @Override
    public void read(DataInput in) throws IOException {
        t = in.readLong();
    }
}
