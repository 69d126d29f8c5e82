package io.poeem.ops.bench;

import com.sun.management.ThreadMXBean;
import io.poeem.searcher.Query;
import io.poeem.searcher.SearchOptions;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.model.Shape;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Queries on one thread, one after the other; deltas on another, one every second. Windows with deltas and without take turns, so that
 * both meet the same machine. What a loader does beside applying (decoding) is stood in for by making the delta, on its thread.
 */
final class SwapRun {

    private static final int QUERIES = 1024;
    private static final int MOST_LATENCIES = 1 << 23;
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final SwapWorkload workload;
    private final int touched;
    private final int tokens;
    private final SearchOptions options;
    private final Query[] queries = new Query[QUERIES];
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private volatile Searcher current;
    private final double heapBytesPerItem;

    /**
     * @param touched items that a delta touches
     * @param tokens rows of query tokens
     */
    SwapRun(Shape shape, int items, int touched, int tokens, SearchOptions options) {
        this.workload = new SwapWorkload(shape, items);
        this.touched = touched;
        this.tokens = tokens;
        this.options = options;
        Arrays.setAll(queries, i -> Query.vector(workload.query()));
        long before = usedHeap();
        IndexImage image = IndexImage.empty().apply(workload.full());
        this.heapBytesPerItem = (usedHeap() - before) / (double) items;
        this.current = new Searcher(image.apply(workload.allTokens(0, tokens)));
    }

    /** Latencies of a window's queries, ascending, in ns; and what came of its deltas. */
    record Window(long[] latencies, Swaps swaps, long gcMillis, double queryBytes) {

        double micros(double share) {
            return latencies[(int) Math.min(latencies.length - 1, share * latencies.length)] / 1e3;
        }
    }

    /**
     * Deltas that were applied.
     *
     * @param nanos of each, ascending: image and searcher
     * @param cpuMillis of the thread for each, on average
     * @param bytes allocated for each, on average
     */
    record Swaps(long[] nanos, double cpuMillis, double bytes) {

        double millis(double share) {
            return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, share * nanos.length)] / 1e6;
        }
    }

    /** Bytes of heap that items take, ids and what finds them included, over their number; tokens and model left out. */
    double heapBytesPerItem() {
        return heapBytesPerItem;
    }

    IndexImage image() {
        return current.image();
    }

    Window measure(double seconds, boolean withDeltas) throws InterruptedException {
        Loader loader = new Loader();
        Thread thread = new Thread(loader, "loader");
        if (withDeltas) {
            thread.start();
        }
        long gc = gcMillis();
        long[] latencies = new long[MOST_LATENCIES];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        int n = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (long begun = System.nanoTime(); begun < end && n < MOST_LATENCIES; ) {
            current.search(queries[n % QUERIES], options);
            long done = System.nanoTime();
            latencies[n++] = done - begun;
            begun = done;
        }
        double queryBytes = (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) n;
        gc = gcMillis() - gc;
        loader.stop = true;
        if (withDeltas) {
            LockSupport.unpark(thread);
            thread.join();
        }
        long[] sorted = Arrays.copyOf(latencies, n);
        Arrays.sort(sorted);
        return new Window(sorted, loader.swaps(), gc, queryBytes);
    }

    private final class Loader implements Runnable {
        private volatile boolean stop;
        private long[] nanos = new long[16];
        private int n;
        private long cpuNanos;
        private long allocated;

        @Override
        public void run() {
            for (long next = System.nanoTime(); !stop; next += INTERVAL) {
                while (!stop && System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                if (!stop) {
                    swap();
                }
            }
        }

        private void swap() {
            IndexDelta delta = workload.delta(current.version(), touched, tokens);
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long cpu = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            current = new Searcher(current.image().apply(delta));
            if (n == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * n);
            }
            nanos[n++] = System.nanoTime() - begun;
            cpuNanos += threads.getCurrentThreadCpuTime() - cpu;
            allocated += threads.getCurrentThreadAllocatedBytes() - bytes;
        }

        Swaps swaps() {
            long[] sorted = Arrays.copyOf(nanos, n);
            Arrays.sort(sorted);
            return new Swaps(sorted, cpuNanos / 1e6 / Math.max(1, n), allocated / (double) Math.max(1, n));
        }
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
