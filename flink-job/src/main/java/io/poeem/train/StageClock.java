package io.poeem.train;

import java.util.function.LongSupplier;

/** Sums up time per stage: each lap goes to the stage that it ends. */
final class StageClock {

    /** What time is spent on. */
    enum Stage {
        ROWS,
        TOWERS,
        SOFTMAX,
        QUANTIZER,
        PUBLISH
    }

    private final LongSupplier nanos;
    private final long[] sums = new long[Stage.values().length];
    private long last;

    /** @param nanos a clock such as {@code System::nanoTime} */
    StageClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void start() {
        last = nanos.getAsLong();
    }

    /** Ends a lap that was spent on {@code stage}. */
    void lap(Stage stage) {
        long now = nanos.getAsLong();
        sums[stage.ordinal()] += now - last;
        last = now;
    }

    /** Moves time that was counted as {@code from} to {@code to}. */
    void move(Stage from, Stage to, long amount) {
        sums[from.ordinal()] -= amount;
        sums[to.ordinal()] += amount;
    }

    StageNanos read() {
        return new StageNanos(
                sums[Stage.ROWS.ordinal()],
                sums[Stage.TOWERS.ordinal()],
                sums[Stage.SOFTMAX.ordinal()],
                sums[Stage.QUANTIZER.ordinal()],
                sums[Stage.PUBLISH.ordinal()]);
    }
}
