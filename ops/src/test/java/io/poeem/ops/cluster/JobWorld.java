package io.poeem.ops.cluster;

import io.poeem.ops.broker.BrokerNode;
import io.poeem.ops.checkpoint.WrittenCheckpoint;
import io.poeem.ops.cluster.JobRecord.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster of which nothing is real but its directory: the JobManager says what a test tells it, the client does what one asks. */
final class JobWorld implements AutoCloseable {

    static final String ID = "0123456789abcdef0123456789abcdef";

    final FakeJobManager jobManager;
    final ClusterDirectory directory;
    final ClusterSpec spec;
    final JobRecords records;

    /** What the client was run with, each time. */
    final List<List<String>> submitted = new ArrayList<>();

    /** What the client does besides. */
    Consumer<String> client = id -> {};

    /** Milliseconds. */
    long now;

    JobWorld(Path root) throws IOException {
        this.jobManager = new FakeJobManager();
        this.directory = new ClusterDirectory(root);
        directory.make();
        this.spec = new ClusterSpec(
                1,
                2,
                "127.0.0.1",
                1,
                2,
                jobManager.port(),
                List.of(new BrokerNode(1, "127.0.0.1", 4, 5)),
                "id",
                root.resolve("checkpoints"),
                root.resolve("savepoints"),
                Map.of(),
                256);
        this.records = new JobRecords(directory);
    }

    JobWatch watch() {
        return new JobWatch(directory, spec, submission(), () -> now);
    }

    JobControl control() {
        return new JobControl(directory, spec, submission());
    }

    /** A job that has had a checkpoint. */
    JobRecord running() {
        JobRecord job = new JobRecord(
                Wanted.RUNNING, List.of(), List.of(ID), Optional.empty(), Optional.empty(), List.of(), true, 0);
        records.write(job);
        return job;
    }

    Path checkpoint(int number) throws IOException {
        Path path = spec.checkpoints().resolve(ID).resolve("chk-" + number);
        return WrittenCheckpoint.write(path, number).directory();
    }

    Path savepoint(int number) throws IOException {
        Path path = spec.savepoints().resolve("savepoint-" + ID.substring(0, 6) + "-" + number);
        return WrittenCheckpoint.write(path, number).directory();
    }

    /** What a JobManager leaves of a job that has ended. */
    void archived(String state, String checkpoints) throws IOException {
        Files.writeString(
                directory.archive().resolve(ID),
                JsonFile.line(Map.of(
                        "archive",
                        List.of(
                                Map.of("path", "/jobs/" + ID, "json", "{\"state\": \"" + state + "\"}"),
                                Map.of("path", "/jobs/" + ID + "/checkpoints", "json", checkpoints)))));
    }

    private JobSubmission submission() {
        return new JobSubmission(directory, spec, arguments -> {
            submitted.add(arguments);
            client.accept(records.get().id());
        });
    }

    @Override
    public void close() {
        jobManager.close();
    }
}
