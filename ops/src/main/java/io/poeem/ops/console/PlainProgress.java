package io.poeem.ops.console;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress where there is no terminal: a plain line every tenth of the way, at most one in two seconds, with what may be left, and
 * one at the end. */
final class PlainProgress implements Progress {

    private static final int PARTS = 10;
    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final String task;
    private final long total;
    private final LongSupplier nanos;
    private final long start;
    private long done;
    private long part;
    private long lastLine;

    PlainProgress(PrintStream out, String task, long total, LongSupplier nanos) {
        this.out = out;
        this.task = task;
        this.total = total;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.lastLine = start;
    }

    @Override
    public synchronized void at(long now) {
        done = Math.max(done, now);
        long reached = total <= 0 ? 0 : done * PARTS / total;
        if (reached > part && reached < PARTS && nanos.getAsLong() - lastLine >= PAUSE_NANOS) {
            part = reached;
            lastLine = nanos.getAsLong();
            String left = TimeLeft.words(TimeLeft.estimate(lastLine - start, done, total));
            out.println(String.format(Locale.ROOT, "%s: %,d of %,d, about %s left", task, done, total, left));
        }
    }

    @Override
    public synchronized void close() {
        double seconds = (nanos.getAsLong() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%s: %,d in %.1f s", task, done, seconds));
    }
}
