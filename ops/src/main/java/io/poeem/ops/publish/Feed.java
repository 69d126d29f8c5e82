package io.poeem.ops.publish;

import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.BadLine;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.csv.ClickCsv;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.csv.ItemRow;
import io.poeem.ops.range.Window;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Whole files into topics. */
public final class Feed {

    private static final int PER_PROGRESS = 256;

    private final Publisher publisher;
    private final Consumer<BadLine> bad;

    /** @param bad hears of every line that is no record */
    public Feed(Publisher publisher, Consumer<BadLine> bad) {
        this.publisher = publisher;
        this.bad = bad;
    }

    /**
     * Clicks of a file, in its order.
     *
     * @param range which
     * @param perSecond at most so many; 0: as fast as it goes
     * @return how many were published
     */
    public long clicks(
            Path file, ClickColumns columns, Window range, String topic, double perSecond, Progress progress) {
        long n = 0;
        long before = 0;
        Pace pace = new Pace(perSecond, System::nanoTime);
        try (ClickCsv csv = new ClickCsv(file, columns, bad)) {
            for (ClickRow row = csv.next(); row != null; row = csv.next()) {
                if (!range.holds(row.eventTime(), 0, before++)) {
                    continue;
                }
                pace.await(n);
                if (Thread.currentThread().isInterrupted()) {
                    throw new PublishException("Interrupted after " + n + " clicks", null);
                }
                publisher.click(topic, row);
                if (++n % PER_PROGRESS == 0) {
                    progress.at(n);
                }
            }
        }
        publisher.flush();
        progress.at(n);
        return n;
    }

    /** A whole catalogue. */
    public void items(Catalogue catalogue, String topic, Progress progress) {
        long n = 0;
        for (ItemRow row : catalogue.items()) {
            publisher.item(topic, row);
            if (++n % PER_PROGRESS == 0) {
                progress.at(n);
            }
        }
        publisher.flush();
        progress.at(n);
    }

    /** The latest event time of a file's good clicks within the range; the smallest long when there is none. */
    public static long last(Path file, ClickColumns columns, Window range) {
        long last = Long.MIN_VALUE;
        long before = 0;
        try (ClickCsv csv = new ClickCsv(file, columns, line -> {})) {
            for (ClickRow row = csv.next(); row != null; row = csv.next()) {
                if (range.holds(row.eventTime(), 0, before++)) {
                    last = Math.max(last, row.eventTime());
                }
            }
        }
        return last;
    }

    /** How many good clicks a file holds within all of the ranges; its bad lines are heard of when it is published. */
    public static long count(Path file, ClickColumns columns, Window... ranges) {
        long n = 0;
        long before = 0;
        try (ClickCsv csv = new ClickCsv(file, columns, line -> {})) {
            for (ClickRow row = csv.next(); row != null; row = csv.next()) {
                long time = row.eventTime();
                long offset = before++;
                n += Arrays.stream(ranges).allMatch(range -> range.holds(time, 0, offset)) ? 1 : 0;
            }
        }
        return n;
    }
}
