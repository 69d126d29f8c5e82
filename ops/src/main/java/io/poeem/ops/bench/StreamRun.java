package io.poeem.ops.bench;

import com.sun.management.OperatingSystemMXBean;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.ops.broker.LocalBroker;
import io.poeem.ops.console.Console;
import io.poeem.ops.console.Progress;
import io.poeem.ops.csv.ClickRow;
import io.poeem.ops.gauge.JobGauges;
import io.poeem.ops.publish.Publisher;
import io.poeem.ops.run.EmbeddedJob;
import io.poeem.ops.run.Settings;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.VersionReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From Kafka to committed versions: clicks are published first, then the job reads them to their end, and what is measured
 * is the time from its tasks' start to its end, when the last version is committed.
 */
final class StreamRun {

    private static final String TOPIC = "bench.clicks";
    private static final String TRAINER = "Shard trainer";
    private static final long START = 1_700_000_000_000L;
    private static final long SPAN = Duration.ofHours(24).toMillis();
    private static final int PER_PROGRESS = 4096;

    private final Console console;
    private final Settings settings;

    StreamRun(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    /**
     * What a run has shown.
     *
     * @param cpuSeconds that the process spent meanwhile: job, broker, compiler and garbage collector
     * @param versions announced and committed
     * @param trained clicks that the last version is made of
     * @param longestVersionMs longest time that training stood still for a version
     * @param longestVersionItems items of the index at that version
     * @param stageSeconds where the time went, by stage; stages of different threads overlap
     * @param sharing what many shards had to do with each other; nothing of one
     */
    record Figures(
            long clicks,
            double seconds,
            double cpuSeconds,
            int versions,
            long trained,
            double longestVersionMs,
            long longestVersionItems,
            Map<String, Double> stageSeconds,
            Sharing sharing) {

        double versionMsPer10kItems() {
            return longestVersionItems == 0 ? 0 : longestVersionMs * 10_000 / longestVersionItems;
        }

        double cpuMicrosPerClick() {
            return cpuSeconds * 1e6 / clicks;
        }

        double clicksPerSecond() {
            return clicks / seconds;
        }
    }

    Figures run(long clicks, int users, int items) throws InterruptedException {
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopic(TOPIC, 1);
            publish(broker, new StreamWorkload(clicks, users, items, START, SPAN, 1), clicks);
            JobOptions options = settings.with(Map.of(), firm(broker));
            JobGauges.clear();
            long cpuBefore = cpuNanos();
            double seconds = train(options, clicks);
            double cpuSeconds = (cpuNanos() - cpuBefore) / 1e9;
            List<IndexManifest> versions = versions(options);
            long trained = versions.isEmpty()
                    ? 0
                    : versions.get(versions.size() - 1).getCounts().getOrDefault("clicks", 0L);
            return new Figures(
                    clicks,
                    seconds,
                    cpuSeconds,
                    versions.size(),
                    trained,
                    JobGauges.most(TRAINER, "longestVersionMs"),
                    (long) JobGauges.most(TRAINER, "longestVersionItems"),
                    stages(),
                    Sharing.of(options));
        }
    }

    /**
     * What shards had to do with each other, summed over them.
     *
     * @param rounds contributed to
     * @param contributedBytes that went to the merge
     * @param modelBytes of merged blocks in the model topic
     * @param waitingSeconds in which a subtask had events that only other shards held back
     * @param subtasks that trained
     */
    record Sharing(long rounds, long contributedBytes, long modelBytes, double waitingSeconds, int subtasks) {

        private static Sharing of(JobOptions options) {
            return new Sharing(
                    (long) JobGauges.last(TRAINER, "rounds"),
                    (long) JobGauges.last(TRAINER, "contributedBytes"),
                    (long) JobGauges.last(TRAINER, "mergedBytes") / options.get(ModelOptions.SHARDS),
                    seconds(TRAINER, "timeWaitingMs"),
                    options.trainerParallelism());
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Map<String, String> firm(LocalBroker broker) {
        return Map.of(
                "kafka.bootstrap", broker.bootstrap(),
                "namespace", "bench",
                "topic.items", "",
                "topics.create", "true",
                "source.bounded", "true");
    }

    private void publish(LocalBroker broker, StreamWorkload workload, long clicks) {
        try (Progress progress = console.progress("publish clicks", clicks, "clicks");
                Publisher publisher = new Publisher(broker.bootstrap(), System::currentTimeMillis)) {
            long n = 0;
            for (ClickRow row = workload.next(); row != null; row = workload.next()) {
                publisher.click(TOPIC, row);
                if (++n % PER_PROGRESS == 0) {
                    progress.at(n);
                }
            }
            publisher.flush();
            progress.at(n);
        }
    }

    private double train(JobOptions options, long clicks) throws InterruptedException {
        try (EmbeddedJob job = EmbeddedJob.start(options);
                Progress progress = console.progress("train and publish", clicks, "clicks")) {
            job.await(() -> {
                JobGauges.read();
                double through = JobGauges.most(TRAINER, "trainedThrough");
                progress.at((long) (clicks * Math.max(0, Math.min(1, (through - START) / SPAN))));
            });
            progress.at(clicks);
            return job.seconds();
        }
    }

    private static List<IndexManifest> versions(JobOptions options) {
        try (VersionReader reader = VersionReader.builder()
                .kafka(options.kafkaClient())
                .topics(options.topics().index(), options.topics().versions())
                .open()) {
            return reader.manifests();
        }
    }

    /** In the order of a click's way. */
    private static Map<String, Double> stages() {
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("decode", seconds("Source: Read clicks", "accumulateBusyTimeMs"));
        stages.put("history", seconds("User history", "accumulateBusyTimeMs"));
        stages.put("wait", seconds(TRAINER, "accumulateIdleTimeMs"));
        stages.put("rows", seconds(TRAINER, "timeRowsMs"));
        stages.put("towers", seconds(TRAINER, "timeTowersMs"));
        stages.put("softmax", seconds(TRAINER, "timeSoftmaxMs"));
        stages.put("quantizer", seconds(TRAINER, "timeQuantizerMs"));
        stages.put("state", seconds(TRAINER, "timeCheckpointFlushMs"));
        stages.put("publish", seconds(TRAINER, "timePublishMs"));
        return stages;
    }

    private static double seconds(String task, String gauge) {
        return JobGauges.last(task, gauge) / 1e3;
    }
}
