package io.poeem.ops.evaluate;

import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.console.Progress;
import io.poeem.ops.evaluate.Prequential.Asked;
import io.poeem.searcher.LoadedVersion;
import io.poeem.searcher.VersionReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The whole evaluation of a job that has ended: one pass with the newest versions and all methods, one per staleness with
 * the served method alone; two passes at a time.
 */
public final class Evaluation {

    private static final int THREADS = 2;

    private final Setting setting;

    public Evaluation(Setting setting) {
        this.setting = setting;
    }

    /** How many passes over the clicks an evaluation makes. */
    public static int passes() {
        return 1 + Staleness.REPORTED.size();
    }

    /**
     * @param visitor sees every version of the first pass, oldest first, from another thread
     * @param progress hears clicks gone through, {@link #passes()} times each
     */
    public Result run(List<LoggedClick> clicks, Consumer<LoadedVersion> visitor, Progress progress) {
        AtomicLong done = new AtomicLong();
        ScannedShare scanned = new ScannedShare();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, Evaluation::daemon);
        try {
            Future<List<Asked>> fresh =
                    threads.submit(() -> pass(clicks, 0, true, scanned, visitor, step(done, progress)));
            Map<String, Future<List<Asked>>> stale = new LinkedHashMap<>();
            for (Staleness staleness : Staleness.REPORTED) {
                stale.put(
                        staleness.name(),
                        threads.submit(() -> pass(
                                clicks,
                                staleness.millis(),
                                false,
                                new ScannedShare(),
                                version -> {},
                                step(done, progress))));
            }
            Map<String, Tally> byStaleness = new LinkedHashMap<>();
            for (Map.Entry<String, Future<List<Asked>>> pass : stale.entrySet()) {
                byStaleness.put(pass.getKey(), total(pass.getValue().get(), PublishedVersions.SERVED));
            }
            return new Result(fresh.get(), byStaleness, scanned.mean());
        } catch (ExecutionException e) {
            throw new EvaluationException(
                    "The evaluation failed: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvaluationException("The evaluation was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Asked> pass(
            List<LoggedClick> clicks,
            long staleness,
            boolean withBaselines,
            ScannedShare scanned,
            Consumer<LoadedVersion> visitor,
            IntConsumer progress) {
        try (PublishedVersions versions =
                new PublishedVersions(reader(), setting.search(), withBaselines, scanned, visitor)) {
            Prequential pass = new Prequential(
                    setting.queries(), setting.history(), setting.users(), click -> click.isIn(setting.evaluated()));
            List<Asked> asked = pass.run(clicks, versions, staleness, progress);
            if (withBaselines) {
                versions.drain();
            }
            return asked;
        }
    }

    private VersionReader reader() {
        return VersionReader.builder()
                .kafka(setting.options().kafkaClient())
                .index(setting.options().get(KafkaOptions.INDEX_NAME))
                .topics(
                        setting.options().topics().index(),
                        setting.options().topics().versions())
                .open();
    }

    /** Turns one pass's count into a step of the sum over all passes. */
    private static IntConsumer step(AtomicLong sum, Progress progress) {
        int[] before = {0};
        return now -> {
            progress.at(sum.addAndGet(now - before[0]));
            before[0] = now;
        };
    }

    private static Tally total(List<Asked> asked, String method) {
        Tally total = new Tally();
        for (Asked version : asked) {
            total.add(version.tallies().getOrDefault(method, new Tally()));
        }
        return total;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "poeem-evaluation");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * @param perVersion what each version was asked, and how the methods did
     * @param byStaleness the served method asked older versions
     * @param scannedShare mean share of the items that a served query looked at; null when nothing was asked
     */
    public record Result(List<Asked> perVersion, Map<String, Tally> byStaleness, Double scannedShare) {

        public Result {
            perVersion = List.copyOf(perVersion);
        }

        public Tally served() {
            return total(perVersion, PublishedVersions.SERVED);
        }

        /** Without a question where versions hold no vectors. */
        public Tally exact() {
            return total(perVersion, PublishedVersions.EXACT);
        }

        public Tally popularity() {
            return total(perVersion, PublishedVersions.POPULARITY);
        }

        /** Served, by version. */
        public Map<Long, Tally> servedByVersion() {
            return byVersion(PublishedVersions.SERVED);
        }

        public Map<Long, Tally> popularityByVersion() {
            return byVersion(PublishedVersions.POPULARITY);
        }

        private Map<Long, Tally> byVersion(String method) {
            Map<Long, Tally> tallies = new LinkedHashMap<>();
            perVersion.forEach(
                    asked -> tallies.put(asked.version(), asked.tallies().getOrDefault(method, new Tally())));
            return tallies;
        }
    }
}
