package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.checkpoint.Checkpoint;
import io.poeem.ops.checkpoint.Checkpoints;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a cluster is, as people and programs ask.
 *
 * @param kafka for {@code kafka.bootstrap}
 * @param rest of the JobManager
 * @param answers whether the JobManager does
 * @param taskmanagers that the JobManager knows
 * @param slots in all, of those
 * @param slotsFree of those
 */
public record ClusterStatus(
        String directory,
        String kafka,
        String rest,
        List<MemberStatus> members,
        boolean answers,
        int taskmanagers,
        int slots,
        int slotsFree,
        Optional<JobStatus> job) {

    /**
     * A process.
     *
     * @param starts how often it was started
     * @param stopped whether it was halted by SIGSTOP
     */
    public record MemberStatus(String name, boolean alive, boolean stopped, long pid, long startedMillis, int starts) {}

    /**
     * The job.
     *
     * @param wanted RUNNING, or how it was ended
     * @param state what the JobManager says; UNKNOWN when it does not
     * @param tasks by state, of the whole graph
     * @param running whether all tasks do
     * @param restores how often the current run began from a checkpoint or savepoint, after a failure or at its beginning
     * @param resubmissions to new JobManagers
     * @param checkpoints completed in the current run
     * @param checkpoint the newest whole one
     * @param failure the last one that Flink knows of: when, and its innermost cause
     */
    public record JobStatus(
            String id,
            String wanted,
            String state,
            Map<String, Integer> tasks,
            boolean running,
            long restores,
            int resubmissions,
            long checkpoints,
            Optional<String> checkpoint,
            Optional<String> savepoint,
            Optional<String> failure) {}

    /** Asks. A JobManager that does not answer is part of the answer. */
    public static ClusterStatus of(Path path) throws InterruptedException {
        ClusterDirectory directory = new ClusterDirectory(path);
        ClusterSpec spec = directory.spec();
        FlinkRest rest = new FlinkRest(spec.rest());
        Optional<JsonNode> overview = FlinkRest.answer(() -> Optional.of(rest.overview()));
        Optional<JobRecord> record = new JobRecords(directory).find();
        return new ClusterStatus(
                directory.root().toString(),
                spec.bootstrap(),
                spec.rest(),
                MemberStatuses.of(directory, spec),
                overview.isPresent(),
                overview.map(found -> found.path("taskmanagers").asInt()).orElse(0),
                overview.map(found -> found.path("slots-total").asInt()).orElse(0),
                overview.map(found -> found.path("slots-available").asInt()).orElse(0),
                record.isPresent() ? Optional.of(job(directory, spec, rest, record.get())) : Optional.empty());
    }

    /** One line. */
    public String json() {
        return JsonFile.line(this);
    }

    private static JobStatus job(ClusterDirectory directory, ClusterSpec spec, FlinkRest rest, JobRecord record)
            throws InterruptedException {
        String id = record.id();
        Optional<JsonNode> job = FlinkRest.answer(() -> rest.job(id));
        Optional<JsonNode> counts = FlinkRest.answer(() -> rest.checkpoints(id)).map(found -> found.path("counts"));
        Map<String, Integer> tasks = job.map(ClusterStatus::tasks).orElse(Map.of());
        String state = job.map(found -> found.path("state").asText())
                .or(() -> new JobArchive(directory.archive()).job(id).map(found -> found.path("state")
                        .asText()))
                .orElse("UNKNOWN");
        int all = tasks.values().stream().mapToInt(Integer::intValue).sum();
        return new JobStatus(
                id,
                record.wanted().name(),
                state,
                tasks,
                state.equals("RUNNING") && all > 0 && tasks.getOrDefault("RUNNING", 0) == all,
                counts.map(found -> found.path("restored").asLong()).orElse(0L),
                record.resubmissions(),
                counts.map(found -> found.path("completed").asLong()).orElse(0L),
                Checkpoints.newest(new JobSubmission(directory, spec).checkpoints(record), record.ids())
                        .map(Checkpoint::path)
                        .map(Path::toString),
                record.savepoint(),
                FlinkRest.answer(() -> rest.exceptions(id))
                        .flatMap(FlinkRest::failure)
                        .map(failure -> failure.when().truncatedTo(ChronoUnit.SECONDS) + " " + failure.reason()));
    }

    /** How many tasks of a job there are in each state. */
    static Map<String, Integer> tasks(JsonNode job) {
        Map<String, Integer> tasks = new TreeMap<>();
        job.path("vertices").forEach(vertex -> vertex.path("tasks").properties().forEach(count -> {
            if (count.getValue().asInt() > 0) {
                tasks.merge(count.getKey(), count.getValue().asInt(), Integer::sum);
            }
        }));
        return tasks;
    }
}
