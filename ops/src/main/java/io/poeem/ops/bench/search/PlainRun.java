package io.poeem.ops.bench.search;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Asks an index all queries, on some threads, and compares what comes back with the truth. */
final class PlainRun implements AutoCloseable {
    /** Items asked for: recall100 needs as many. */
    static final int K = 100;

    private static final int FIRST = 10;

    /** Searches before the first measurement, enough for the JVM to have compiled what they run. */
    private static final int WARM_UP = 20_000;

    private final PlainIndex index;
    private final LongSupplier nanoTime;
    private final FloatRows queries;
    private final IntRows truth;
    private final ExecutorService executor;
    private final List<Worker> workers = new ArrayList<>();
    private final int[] found;

    PlainRun(PlainIndex index, FloatRows queries, IntRows truth, int threads, LongSupplier nanoTime) {
        this.index = index;
        this.nanoTime = nanoTime;
        this.queries = queries;
        this.truth = truth;
        this.executor = Executors.newFixedThreadPool(threads);
        this.found = new int[queries.rows() * K];
        for (int t = 0; t < threads; t++) {
            int from = (int) ((long) queries.rows() * t / threads);
            int to = (int) ((long) queries.rows() * (t + 1) / threads);
            workers.add(new Worker(index, from, to));
        }
    }

    void warmUp() throws InterruptedException {
        for (int done = 0; done < WARM_UP * workers.size(); done += queries.rows()) {
            run(Math.min(4, index.shape().coarse()));
        }
    }

    /** @param runs of which the fastest counts, at least 1 */
    SearchBench.Row measure(int nprobe, int runs) throws InterruptedException {
        long fastest = Long.MAX_VALUE;
        long scanned = 0;
        long allocated = 0;
        long leastCpu = Long.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long start = nanoTime.getAsLong();
            Work work = run(nprobe);
            fastest = Math.min(fastest, nanoTime.getAsLong() - start);
            leastCpu = Math.min(leastCpu, work.cpu);
            scanned = work.scanned;
            allocated = work.allocated;
        }
        double n = queries.rows();
        return new SearchBench.Row(
                nprobe,
                recallOfFirst(),
                recallOfNearest(),
                n / (fastest / 1e9),
                leastCpu / n / 1e3,
                scanned / n / index.size(),
                allocated / n);
    }

    private Work run(int nprobe) throws InterruptedException {
        for (Worker worker : workers) {
            worker.nprobe = nprobe;
        }
        long scanned = 0;
        long allocated = 0;
        long cpu = 0;
        for (Future<Work> done : executor.invokeAll(workers)) {
            try {
                scanned += done.get().scanned;
                allocated += done.get().allocated;
                cpu += done.get().cpu;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a search failed", e.getCause());
            }
        }
        return new Work(scanned, allocated, cpu);
    }

    private record Work(long scanned, long allocated, long cpu) {}

    private final class Worker implements Callable<Work> {
        private final PlainSearch search;
        private final int from;
        private final int to;
        private final int[] numbers = new int[K];
        private final float[] scores = new float[K];
        private int nprobe;

        Worker(PlainIndex index, int from, int to) {
            this.search = new PlainSearch(index);
            this.from = from;
            this.to = to;
        }

        @Override
        public Work call() {
            ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long scanned = search.scanned();
            long allocated = memory.getCurrentThreadAllocatedBytes();
            long cpu = memory.getCurrentThreadCpuTime();
            for (int q = from; q < to; q++) {
                int n = search.search(queries.values(), q * queries.columns(), nprobe, K, numbers, scores);
                for (int i = 0; i < K; i++) {
                    found[q * K + i] = i < n ? numbers[i] : -1;
                }
            }
            return new Work(
                    search.scanned() - scanned,
                    memory.getCurrentThreadAllocatedBytes() - allocated,
                    memory.getCurrentThreadCpuTime() - cpu);
        }
    }

    private double recallOfFirst() {
        int first = Math.min(FIRST, truth.columns());
        long hits = 0;
        for (int q = 0; q < queries.rows(); q++) {
            for (int i = 0; i < first; i++) {
                hits += among(truth.values()[q * truth.columns() + i], q, FIRST);
            }
        }
        return (double) hits / first / queries.rows();
    }

    private double recallOfNearest() {
        long hits = 0;
        for (int q = 0; q < queries.rows(); q++) {
            hits += among(truth.values()[q * truth.columns()], q, K);
        }
        return (double) hits / queries.rows();
    }

    private int among(int wanted, int query, int first) {
        for (int i = query * K; i < query * K + first; i++) {
            if (found[i] == wanted) {
                return 1;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
