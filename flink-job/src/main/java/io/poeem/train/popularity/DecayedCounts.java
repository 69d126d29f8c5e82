package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Decayed click counts by forward decay (Cormode et al. 2009): a click at t weighs w·2^((t - landmark) / half-life), for
 * ever; only ratios of such sums are used, so that "now" never enters and a count changes only with a click.
 *
 * <p>log p̂_j = logCount_j - logTotal. The landmark is the day (UTC) of the stream's first click; logs keep the growing
 * weights in range.
 */
final class DecayedCounts implements PopularityEstimate {

    private static final long DAY = 86_400_000L;
    private static final long NONE = Long.MIN_VALUE;
    private static final double LN2 = StrictMath.log(2);

    private final double ratePerMs;
    private long landmark = NONE;
    private double logTotal = Double.NEGATIVE_INFINITY;

    /** Landmark and logTotal of all shards; NONE: there are no others. */
    private long landmarkOfAll = NONE;

    private double logTotalOfAll = Double.NEGATIVE_INFINITY;

    DecayedCounts(Duration halfLife) {
        ratePerMs = LN2 / halfLife.toMillis();
    }

    @Override
    public int numbers() {
        return 0;
    }

    @Override
    public void count(ItemTable items, int slot, float weight, long time) {
        items.logCount(slot, count(items.logCount(slot), weight, time));
    }

    @Override
    public double logCount(ItemTable items, int slot) {
        return items.logCount(slot) + toLandmarkOfAll(landmark);
    }

    /** What makes a log on one landmark one on that of all. */
    private double toLandmarkOfAll(long from) {
        return landmarkOfAll == NONE ? 0 : (from - landmarkOfAll) * ratePerMs;
    }

    @Override
    public void report(DataOutput out) throws IOException {
        out.writeLong(landmark);
        out.writeDouble(logTotal);
    }

    /** The landmark of all is the earliest; rows keep their shard's, and what is read of them is moved. */
    @Override
    public void merged(List<DataInput> reports, int own) throws IOException {
        landmarkOfAll = NONE;
        logTotalOfAll = Double.NEGATIVE_INFINITY;
        for (DataInput report : reports) {
            long landmarkOfOne = report.readLong();
            double logTotalOfOne = report.readDouble();
            if (landmarkOfOne != NONE) {
                add(landmarkOfOne, logTotalOfOne);
            }
        }
    }

    private void add(long landmarkOfOne, double logTotalOfOne) {
        if (landmarkOfAll == NONE || landmarkOfOne < landmarkOfAll) {
            double moved = landmarkOfAll == NONE ? 0 : (landmarkOfAll - landmarkOfOne) * ratePerMs;
            landmarkOfAll = landmarkOfOne;
            logTotalOfAll += moved;
        }
        logTotalOfAll = logAdd(logTotalOfAll, logTotalOfOne + toLandmarkOfAll(landmarkOfOne));
    }

    @Override
    public boolean fades() {
        return false;
    }

    /** The log of all items' decayed clicks; -Infinity before the first. */
    @Override
    public double logTotal() {
        return landmarkOfAll == NONE ? logTotal : logTotalOfAll;
    }

    @Override
    public double logClick(long time) {
        return (time - (landmarkOfAll == NONE ? landmark : landmarkOfAll)) * ratePerMs;
    }

    /**
     * Counts a click: returns the item's new logCount.
     *
     * @param logCount the item's, before
     * @param weight w of the click; one that is not above 0 and finite counts nothing
     * @param time event time, ms
     */
    double count(double logCount, float weight, long time) {
        if (landmark == NONE) {
            landmark = Math.floorDiv(time, DAY) * DAY;
        }
        if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
            return logCount;
        }
        double logWeight = (time - landmark) * ratePerMs + (weight == 1f ? 0 : StrictMath.log(weight));
        logTotal = logAdd(logTotal, logWeight);
        return logAdd(logCount, logWeight);
    }

    /** The earliest landmark becomes that of all shards. */
    @Override
    public void begin(List<PopularityEstimate> before, int shards) {
        for (PopularityEstimate one : before) {
            long its = ((DecayedCounts) one).landmark;
            landmark = landmark == NONE || its != NONE && its < landmark ? its : landmark;
        }
    }

    @Override
    public void owns(ItemTable items, int slot, PopularityEstimate before) {
        if (items.isClicked(slot)) {
            logTotal = logAdd(logTotal, items.logCount(slot) + moved(before));
        }
    }

    @Override
    public void join(PopularityEstimate other) {
        logTotal = logAdd(logTotal, ((DecayedCounts) other).logTotal);
    }

    @Override
    public void move(ItemTable items, int slot, PopularityEstimate before) {
        if (items.isClicked(slot) && moved(before) != 0) {
            items.logCount(slot, items.logCount(slot) + moved(before));
            items.changed(slot);
        }
    }

    private double moved(PopularityEstimate before) {
        return (((DecayedCounts) before).landmark - landmark) * ratePerMs;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(landmark);
        out.writeDouble(logTotal);
    }

    @Override
    public void read(DataInput in) throws IOException {
        landmark = in.readLong();
        logTotal = in.readDouble();
    }

    /** log(e^a + e^b). */
    private static double logAdd(double a, double b) {
        double most = Math.max(a, b);
        double least = Math.min(a, b);
        return least == Double.NEGATIVE_INFINITY ? most : most + StrictMath.log1p(StrictMath.exp(least - most));
    }
}
