package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.cluster.JobRecord.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands do with the job's record when something is not as it should be. */
class JobControlTest {

    private static final long SECONDS = 30;
    private static final String JOB = "/jobs/" + JobWorld.ID;

    @TempDir
    Path root;

    private JobWorld world;
    private JobControl control;

    @BeforeEach
    void begin() throws IOException {
        world = new JobWorld(root);
        control = world.control();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private JobRecord record() {
        return world.records.get();
    }

    private String submit(String from, String... set) throws InterruptedException {
        return control.submit(Optional.empty(), List.of(set), Optional.ofNullable(from));
    }

    @Test
    void aJobThatNobodyKnowsAnyMoreIsCancelledAtOnce() throws Exception {
        world.running();
        control.cancel(SECONDS);
        assertThat(record().wanted()).isEqualTo(Wanted.CANCELED);
    }

    @Test
    void oneThatHadEndedOtherwiseHasEndedThatWay() throws Exception {
        world.running();
        world.archived("FINISHED", "{}");
        control.cancel(SECONDS);
        assertThat(record().wanted()).isEqualTo(Wanted.FINISHED);
    }

    @Test
    void aSubmissionThatIsRefusedLeavesTheRecordAsItWas() throws Exception {
        JobRecord before = world.running().with(Wanted.CANCELED);
        world.records.write(before);
        world.client = id -> {
            throw new ClusterException("no such option");
        };
        assertThatThrownBy(() -> submit(null)).hasMessage("no such option");
        assertThat(record()).isEqualTo(before);
    }

    @Test
    void oneOfWhichNobodyCanSayWhetherItWasTakenStaysNoted() throws Exception {
        world.client = id -> {
            world.jobManager.saysOf(id, "RUNNING").close();
            throw new ClusterException("connection lost");
        };
        assertThatThrownBy(() -> submit(null))
                .hasMessageContainingAll("connection lost", "the supervisor submits it", "poeem cluster cancel");
        assertThat(record().wanted()).isEqualTo(Wanted.RUNNING);
    }

    @Test
    void withoutAJobManagerNothingIsSubmitted() {
        world.jobManager.close();
        assertThatThrownBy(() -> submit(null)).hasMessageContaining("does not answer");
        assertThat(world.submitted).isEmpty();
        assertThat(world.records.find()).isEmpty();
    }

    @Test
    void whatTheClientDidNotHearOfInTimeIsTaken() throws Exception {
        world.client = id -> {
            world.jobManager.saysOf(id, "RUNNING");
            throw new ClusterException("did not end within 180 s");
        };
        assertThat(submit(null)).isEqualTo(record().id());
    }

    @Test
    void whatFailsAtItsBeginningSaysWhyAndIsNotNoted() {
        world.client = id -> world.jobManager
                .saysOf(id, "FAILED")
                .says(
                        "/jobs/" + id + "/exceptions",
                        "{\"exceptionHistory\": {\"entries\": [{\"timestamp\": 1, \"stacktrace\": \"a\\nCaused by: b: it is full\"}]}}");
        assertThatThrownBy(() -> submit(null)).hasMessageContainingAll("failed at its beginning", "it is full");
        assertThat(world.records.find()).isEmpty();
    }

    /** The model topic has rounds that a job from there would take for its own. */
    @ParameterizedTest
    @CsvSource({"RUNNING, 2, true", "CANCELED, 2, true", "CANCELED, 1, false", "STOPPED, 2, false"})
    void aSavepointThatManyShardsWentOnAfterIsRefused(Wanted wanted, int shards, boolean refused) throws Exception {
        String set = "shards=" + shards;
        JobRecord job = JobRecord.fresh(List.of(set, "topic.items="), Optional.empty(), Optional.empty());
        world.records.write(
                job.withSavepoint("s3://bucket/savepoint").with(wanted == Wanted.RUNNING ? Wanted.FAILED : wanted));
        world.client = id -> world.jobManager.saysOf(id, "RUNNING");
        if (refused) {
            assertThatThrownBy(() -> submit("savepoint"))
                    .hasMessageContainingAll(
                            "went on after", "s3://bucket/savepoint", "poeem reshard", "--from checkpoint");
            assertThat(world.submitted).isEmpty();
        } else {
            assertThat(submit("savepoint")).isEqualTo(record().id());
        }
    }

    @Test
    void aStopNotesWhereTheSavepointIs() throws Exception {
        world.running();
        world.jobManager
                .saysOf(JobWorld.ID, "FINISHED")
                .says(JOB + "/stop", "{\"request-id\": \"r\"}")
                .says(
                        JOB + "/savepoints/r",
                        "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"location\": \"file:/s\"}}");
        assertThat(control.stop(SECONDS)).isEqualTo("file:/s");
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPED);
        assertThat(record().savepoint()).contains("file:/s");
    }

    @Test
    void aStopThatTakesTooLongSaysThatTheJobStillEndsAndNotesWhatIsToCome() throws Exception {
        world.running();
        world.jobManager
                .saysOf(JobWorld.ID, "RUNNING")
                .says(JOB + "/stop", "{\"request-id\": \"r\"}")
                .says(JOB + "/savepoints/r", "{\"status\": {\"id\": \"IN_PROGRESS\"}}");
        assertThatThrownBy(() -> control.stop(0))
                .hasMessageContainingAll("still ends", "supervisor notes it", "--timeout");
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPING);
    }

    @Test
    void aStopWhoseSavepointFailsLeavesTheJobRunning() throws Exception {
        JobRecord job = world.running();
        world.jobManager
                .saysOf(JobWorld.ID, "RUNNING")
                .says(JOB + "/stop", "{\"request-id\": \"r\"}")
                .says(
                        JOB + "/savepoints/r",
                        "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"failure-cause\": {\"stack-trace\": \"no disk\"}}}");
        assertThatThrownBy(() -> control.stop(SECONDS)).hasMessageContaining("no disk");
        assertThat(record()).isEqualTo(job);
    }

    @Test
    void aRescaleThatCannotGoOnSaysThatTheJobIsStopped() throws Exception {
        world.running();
        Path savepoint = world.savepoint(8);
        world.jobManager
                .saysOf(JobWorld.ID, "FINISHED")
                .says(JOB + "/stop", "{\"request-id\": \"r\"}")
                .says(
                        JOB + "/savepoints/r",
                        "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": {\"location\": \"" + savepoint.toUri()
                                + "\"}}");
        assertThatThrownBy(() -> control.restart(List.of("checkpoint.interval=9 s"), SECONDS))
                .hasMessageContainingAll("another job", "the job is stopped", "submit --from savepoint");
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPED);
    }
}
