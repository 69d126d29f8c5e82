package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.cluster.JobRecord.Wanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the supervisor does about the job, of what the JobManager says and what lies in the directories. */
class JobWatchTest {

    private static final String STOPPED = "{\"latest\": {\"savepoint\": {\"checkpoint_type\": \"SYNC_SAVEPOINT\","
            + " \"status\": \"COMPLETED\", \"external_path\": \"file:/savepoints/last\"}}}";

    @TempDir
    Path root;

    private JobWorld world;
    private JobWatch watch;

    @BeforeEach
    void begin() throws IOException {
        world = new JobWorld(root);
        watch = world.watch();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private JobRecord record() {
        return world.records.get();
    }

    @Test
    void aJobThatANewJobManagerDoesNotKnowGoesOnFromItsNewestWholeCheckpoint() throws Exception {
        world.running();
        Path whole = world.checkpoint(7);
        Files.delete(world.checkpoint(8).resolve("_metadata"));
        watch.look();
        assertThat(world.submitted).hasSize(1);
        assertThat(world.submitted.get(0))
                .containsSubsequence("--fromSavepoint", whole.toUri().toString(), "--claimMode", "CLAIM");
        assertThat(record().ids()).hasSize(2).startsWith(JobWorld.ID);
        assertThat(record().wanted()).isEqualTo(Wanted.RUNNING);
        assertThat(record().resubmissions()).isEqualTo(1);
    }

    @Test
    void oneThatHasWrittenNothingYetBeginsAgainUnderItsId() throws Exception {
        JobRecord fresh = JobRecord.fresh(List.of(), Optional.of("file:/old"), Optional.empty());
        world.records.write(fresh);
        watch.look();
        assertThat(world.submitted.get(0))
                .containsSubsequence("--fromSavepoint", "file:/old", "--claimMode", "NO_CLAIM");
        assertThat(record().ids()).isEqualTo(fresh.ids());
    }

    @Test
    void oneWithNoWholeCheckpointLeftIsNotBegunAnew() throws Exception {
        world.running();
        Files.delete(world.checkpoint(8).resolve("_metadata"));
        watch.look();
        assertThat(world.submitted).isEmpty();
        assertThat(record().wanted()).isEqualTo(Wanted.FAILED);
    }

    @Test
    void aJobThatRunsIsLeftAloneAndItsFirstCheckpointNoted() throws Exception {
        world.records.write(JobRecord.fresh(List.of(), Optional.empty(), Optional.empty()));
        String id = record().id();
        world.jobManager.saysOf(id, "RUNNING").says("/jobs/" + id + "/checkpoints", "{\"counts\": {\"completed\": 1}}");
        watch.look();
        assertThat(world.submitted).isEmpty();
        assertThat(record().checkpointed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"FINISHED", "CANCELED", "FAILED"})
    void howAJobEndsIsNoted(Wanted end) throws Exception {
        world.running();
        world.jobManager.saysOf(JobWorld.ID, end.name());
        watch.look();
        assertThat(record().wanted()).isEqualTo(end);
    }

    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"FINISHED", "CANCELED", "FAILED"})
    void alsoWhenItsJobManagerDiedRightAfter(Wanted end) throws Exception {
        world.running();
        world.checkpoint(7);
        world.archived(end.name(), "{}");
        watch.look();
        assertThat(world.submitted).isEmpty();
        assertThat(record().wanted()).isEqualTo(end);
    }

    /** Whoever asked for it was ended by Ctrl-C. */
    @Test
    void theSavepointThatAJobEndedWithIsNoted() throws Exception {
        world.running();
        world.jobManager.saysOf(JobWorld.ID, "FINISHED").says("/jobs/" + JobWorld.ID + "/checkpoints", STOPPED);
        watch.look();
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPED);
        assertThat(record().savepoint()).contains("file:/savepoints/last");
    }

    @Test
    void soIsItWhenOnlyTheArchiveKnows() throws Exception {
        world.running();
        world.archived("FINISHED", STOPPED);
        watch.look();
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPED);
        assertThat(record().savepoint()).contains("file:/savepoints/last");
    }

    @Test
    void aSavepointTakenOnTheWayIsNoEnd() throws Exception {
        world.running();
        world.archived("FINISHED", STOPPED.replace("SYNC_SAVEPOINT", "SAVEPOINT"));
        watch.look();
        assertThat(record().wanted()).isEqualTo(Wanted.FINISHED);
        assertThat(record().savepoint()).isEmpty();
    }

    /** Its versions are published: from the checkpoint before it, they would be a second time. */
    @Test
    void aJobThatWroteTheSavepointToEndWithHasEnded() throws Exception {
        world.records.write(world.running().with(Wanted.STOPPING));
        world.checkpoint(7);
        Path savepoint = world.savepoint(8);
        watch.look();
        assertThat(world.submitted).isEmpty();
        assertThat(record().wanted()).isEqualTo(Wanted.STOPPED);
        assertThat(record().savepoint()).contains(savepoint.toUri().toString());
    }

    @Test
    void oneThatDidNotComeToItGoesOn() throws Exception {
        world.records.write(world.running().with(Wanted.STOPPING));
        world.savepoint(6);
        world.checkpoint(7);
        Files.delete(world.savepoint(8).resolve("state"));
        watch.look();
        assertThat(world.submitted).hasSize(1);
        assertThat(record().wanted()).isEqualTo(Wanted.RUNNING);
    }

    @Test
    void whatCannotBeSubmittedIsTriedAgainAfterPausesThatDouble() throws Exception {
        world.running();
        world.checkpoint(7);
        world.client = id -> {
            throw new ClusterException("no room");
        };
        List<Long> tried = new ArrayList<>();
        for (; world.now < 190_000; world.now += 1_000) {
            int before = world.submitted.size();
            watch.look();
            if (world.submitted.size() > before) {
                tried.add(world.now);
            }
        }
        assertThat(tried).containsExactly(0L, 1_000L, 3_000L, 7_000L, 15_000L, 31_000L, 63_000L, 123_000L, 183_000L);
        assertThat(record().resubmissions()).isZero();
        world.client = id -> {};
        world.now = 243_000; // a minute after the last
        watch.look();
        assertThat(record().resubmissions()).isOne();
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, NoClassDefFoundError.class, IllegalStateException.class})
    void nothingEndsIt(Class<? extends Throwable> kind) throws Exception {
        world.running();
        world.checkpoint(7);
        Throwable failure = kind.getDeclaredConstructor().newInstance();
        world.client = id -> JobWatchTest.<RuntimeException>sneak(failure);
        watch.look();
        world.client = id -> {};
        watch.look();
        assertThat(world.submitted).hasSize(2);
        assertThat(record().resubmissions()).isOne();
    }

    @Test
    void whileNobodyAnswersNothingIsDone() throws Exception {
        JobRecord job = world.running();
        world.checkpoint(7);
        world.jobManager.close();
        watch.look();
        assertThat(world.submitted).isEmpty();
        assertThat(record()).isEqualTo(job);
    }

    @Test
    void aJobThatWasStoppedIsNotLookedAt() throws Exception {
        world.records.write(world.running().with(Wanted.STOPPED));
        world.checkpoint(7);
        watch.look();
        assertThat(world.submitted).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
