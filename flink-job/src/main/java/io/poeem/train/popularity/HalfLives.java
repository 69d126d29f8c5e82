package io.poeem.train.popularity;

import io.poeem.train.rows.ItemTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Decayed click counts of several half-lives side by side, of which the one that predicts best is used: an unknown log needs
 * no tuning.
 *
 * <p><b>Counts.</b> A row holds the item's decayed counts c_h as of its last click, and when that was. Each half-life is a
 * fourth of the next, so that 2^(-Δ/h) of all follow from that of the longest by squaring; no logarithm is taken while
 * counting. L_h = log c_h + (when - landmark) ln 2 / h is then {@link DecayedCounts}' forward-decayed logCount: it changes
 * with a click only.
 *
 * <p><b>Choice.</b> Before a click is counted, every half-life says how likely it held that item to be the next:
 * p_h = (1 - {@value #UNKNOWN}) c_h / T_h + {@value #UNKNOWN} / (items so far + 1). The second part is what an item that is
 * new or long forgotten has: it keeps the loss finite and decides how much forgetting costs. Of the log-losses -log p_h a
 * mean is kept that halves the past's weight after {@value #EVIDENCE_CLICKS} clicks or a day of event time, whichever is
 * longer. At a version's boundary the best replaces the one in use if it is better by {@value #MARGIN} nats per click, so
 * that two which are as good do not take turns: each switch costs a full version.
 */
final class HalfLives implements PopularityEstimate {

    /** In minutes: 10 min, 40 min, 2 h 40, 10 h 40, 1.8 d, 7.1 d, 28.4 d. */
    static final int[] GRID = {10, 40, 160, 640, 2_560, 10_240, 40_960};

    /** In use until the stream has said which is better: about two days. */
    private static final int FIRST = 4;

    private static final double UNKNOWN = 0.1;
    private static final double MARGIN = 0.02;
    private static final double EVIDENCE_CLICKS = 100_000;
    private static final double EVIDENCE_MS = 86_400_000;
    private static final int LEAST_EVIDENCE = 1_000;

    /** Clicks whose probabilities are multiplied before a logarithm is taken; 16 of 1e-18 are still a double. */
    private static final int RUN = 16;

    private static final long DAY = 86_400_000L;
    private static final double MINUTE = 60_000;
    private static final double LN2 = StrictMath.log(2);
    private static final int COUNT = GRID.length;
    private static final double SLOWEST = LN2 / (GRID[COUNT - 1] * MINUTE);

    private long landmark = Long.MIN_VALUE;
    private long last;
    private long items;
    private final double[] totals = new double[COUNT];

    private final double[] products = new double[COUNT];
    private int inRun;
    private long runBegan;
    private final double[] losses = new double[COUNT];
    private double evidence;
    private long scored;

    private int used = FIRST;
    private int published = FIRST;

    private final double[] toLast = new double[COUNT];
    private final double[] toNow = new double[COUNT];

    /** What all shards counted together; null: there are no others. */
    private ClicksOfAll all;

    HalfLives() {
        Arrays.fill(products, 1);
    }

    /** The half-life in use. */
    Duration inUse() {
        return Duration.ofMinutes(GRID[used]);
    }

    @Override
    public int numbers() {
        return COUNT + 1;
    }

    @Override
    public void count(ItemTable table, int slot, float weight, long time) {
        if (!(weight > 0 && weight < Float.POSITIVE_INFINITY)) {
            return;
        }
        if (landmark == Long.MIN_VALUE) {
            landmark = Math.floorDiv(time, DAY) * DAY;
            last = time;
            runBegan = time;
        }
        double[] of = table.numbers();
        int at = table.numbersAt(slot);
        boolean isNew = !table.isClicked(slot);
        decay(isNew ? 0 : last - (long) of[at + COUNT], toLast);
        score(of, at);
        add(of, at, weight, time);
        if (isNew) {
            items++;
            table.logCount(slot, 0);
        }
    }

    /** Adds a click to the item and to all; one that comes late is added as decayed since its time. */
    private void add(double[] of, int at, float weight, long time) {
        long now = Math.max(time, last);
        decay(now - last + (now - time), toNow);
        boolean late = time < last;
        for (int h = 0; h < COUNT; h++) {
            double past = late ? 1 : toNow[h];
            double click = late ? weight * toNow[h] : weight;
            of[at + h] = of[at + h] * toLast[h] * past + click;
            totals[h] = totals[h] * past + click;
        }
        of[at + COUNT] = now;
        last = now;
    }

    /** 2^(-Δ/h) of every half-life. */
    private static void decay(long elapsed, double[] to) {
        double factor = elapsed == 0 ? 1 : StrictMath.exp(-elapsed * SLOWEST);
        for (int h = COUNT - 1; h >= 0; h--) {
            to[h] = factor;
            factor *= factor;
            factor *= factor;
        }
    }

    private void score(double[] of, int at) {
        if (items == 0) {
            return;
        }
        double unknown = UNKNOWN / (items + 1);
        for (int h = 0; h < COUNT; h++) {
            products[h] *= (1 - UNKNOWN) * of[at + h] * toLast[h] / totals[h] + unknown;
        }
        scored++;
        if (++inRun == RUN) {
            endRun();
        }
    }

    private void endRun() {
        double halvings = Math.min(inRun / EVIDENCE_CLICKS, (last - runBegan) / EVIDENCE_MS);
        double kept = StrictMath.exp(-LN2 * halvings);
        for (int h = 0; h < COUNT; h++) {
            losses[h] = losses[h] * kept - StrictMath.log(products[h]);
            products[h] = 1;
        }
        evidence = evidence * kept + inRun;
        inRun = 0;
        runBegan = last;
    }

    @Override
    public boolean rescale() {
        if (all == null) {
            choose(scored, losses, evidence);
        } else {
            choose(all.scored, all.losses, all.evidence);
        }
        return used != published;
    }

    private void choose(long scored, double[] losses, double evidence) {
        if (scored >= LEAST_EVIDENCE) {
            int best = best(losses);
            if (losses[used] - losses[best] > MARGIN * evidence) {
                used = best;
            }
        }
    }

    private static int best(double[] losses) {
        int best = 0;
        for (int h = 1; h < COUNT; h++) {
            if (losses[h] < losses[best]) {
                best = h;
            }
        }
        return best;
    }

    @Override
    public void published() {
        published = used;
    }

    @Override
    public double logCount(ItemTable table, int slot) {
        double[] of = table.numbers();
        int at = table.numbersAt(slot);
        return onScale(of[at + used], (long) of[at + COUNT]);
    }

    @Override
    public double logClick(long time) {
        return onScale(1, time);
    }

    @Override
    public double logTotal() {
        if (all != null) {
            return all.items == 0 ? Double.NEGATIVE_INFINITY : onScale(all.totals[used], all.last);
        }
        return items == 0 ? Double.NEGATIVE_INFINITY : onScale(totals[used], last);
    }

    /** A count that has decayed to nothing before it was known, as of a click that came years late, is the least there is. */
    private double onScale(double count, long when) {
        long origin = all == null ? landmark : all.landmark;
        return StrictMath.log(Math.max(count, Double.MIN_VALUE)) + (when - origin) * (LN2 / (GRID[used] * MINUTE));
    }

    @Override
    public void report(DataOutput out) throws IOException {
        out.writeLong(landmark);
        out.writeLong(last);
        out.writeLong(items);
        out.writeLong(scored);
        out.writeDouble(evidence);
        for (int h = 0; h < COUNT; h++) {
            out.writeDouble(totals[h]);
            out.writeDouble(losses[h]);
        }
    }

    @Override
    public void merged(List<DataInput> reports, int own) throws IOException {
        ClicksOfAll together = new ClicksOfAll();
        for (DataInput report : reports) {
            together.add(report);
        }
        all = together.landmark == Long.MIN_VALUE ? null : together;
    }

    /**
     * Decayed counts and losses of all shards, each as of its last click; the counts' sum is as of the last of all. A shard
     * scores half-lives by how they tell its own items from one another.
     */
    private static final class ClicksOfAll {

        private long landmark = Long.MIN_VALUE;
        private long last = Long.MIN_VALUE;
        private long items;
        private long scored;
        private double evidence;
        private final double[] totals = new double[COUNT];
        private final double[] losses = new double[COUNT];
        private final double[] past = new double[COUNT];
        private final double[] present = new double[COUNT];

        void add(DataInput report) throws IOException {
            long landmarkOfOne = report.readLong();
            long lastOfOne = report.readLong();
            if (landmarkOfOne == Long.MIN_VALUE) {
                return;
            }
            landmark = landmark == Long.MIN_VALUE ? landmarkOfOne : Math.min(landmark, landmarkOfOne);
            long now = Math.max(last, lastOfOne);
            decay(last == Long.MIN_VALUE ? 0 : now - last, past);
            decay(now - lastOfOne, present);
            last = now;
            items += report.readLong();
            scored += report.readLong();
            evidence += report.readDouble();
            for (int h = 0; h < COUNT; h++) {
                totals[h] = totals[h] * past[h] + report.readDouble() * present[h];
                losses[h] += report.readDouble();
            }
        }
    }

    @Override
    public boolean fades() {
        return false;
    }

    @Override
    public void addTo(Map<String, Long> counts) {
        counts.put("popularity_half_life_s", inUse().toSeconds());
    }

    /** Mean log-loss of every half-life so far, nats per click, in the order of the grid. */
    List<Double> meanLosses() {
        List<Double> means = new ArrayList<>();
        for (double loss : losses) {
            means.add(loss / evidence);
        }
        return Collections.unmodifiableList(means);
    }

    /** What half-lives were worth is divided, so that together the shards go on to think what they thought. */
    @Override
    public void begin(List<PopularityEstimate> before, int shards) {
        HalfLives first = (HalfLives) before.get(0);
        used = first.used;
        published = first.published;
        last = Long.MIN_VALUE;
        for (PopularityEstimate one : before) {
            HalfLives its = (HalfLives) one;
            if (its.landmark != Long.MIN_VALUE) {
                landmark = landmark == Long.MIN_VALUE ? its.landmark : Math.min(landmark, its.landmark);
                last = Math.max(last, its.last);
                scored += its.scored;
                evidence += its.evidence + its.inRun;
                for (int h = 0; h < COUNT; h++) {
                    losses[h] += its.losses[h] - StrictMath.log(its.products[h]);
                }
            }
        }
        runBegan = last;
        scored /= shards;
        evidence /= shards;
        for (int h = 0; h < COUNT; h++) {
            losses[h] /= shards;
        }
    }

    @Override
    public void owns(ItemTable table, int slot, PopularityEstimate before) {
        if (!table.isClicked(slot)) {
            return;
        }
        double[] of = table.numbers();
        int at = table.numbersAt(slot);
        items++;
        decay(last - (long) of[at + COUNT], toNow);
        for (int h = 0; h < COUNT; h++) {
            totals[h] += of[at + h] * toNow[h];
        }
    }

    @Override
    public void join(PopularityEstimate other) {
        HalfLives its = (HalfLives) other;
        items += its.items;
        for (int h = 0; h < COUNT; h++) {
            totals[h] += its.totals[h];
        }
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeLong(landmark);
        out.writeLong(last);
        out.writeLong(items);
        out.writeLong(runBegan);
        out.writeLong(scored);
        out.writeDouble(evidence);
        out.writeInt(inRun);
        out.writeInt(used);
        out.writeInt(published);
        for (int h = 0; h < COUNT; h++) {
            out.writeDouble(totals[h]);
            out.writeDouble(products[h]);
            out.writeDouble(losses[h]);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        landmark = in.readLong();
        last = in.readLong();
        items = in.readLong();
        runBegan = in.readLong();
        scored = in.readLong();
        evidence = in.readDouble();
        inRun = in.readInt();
        used = scale(in.readInt());
        published = scale(in.readInt());
        for (int h = 0; h < COUNT; h++) {
            totals[h] = in.readDouble();
            products[h] = in.readDouble();
            losses[h] = in.readDouble();
        }
    }

    private static int scale(int stored) throws IOException {
        if (stored < 0 || stored >= COUNT) {
            throw new IOException("half-life number " + stored + ": there are " + COUNT);
        }
        return stored;
    }
}
