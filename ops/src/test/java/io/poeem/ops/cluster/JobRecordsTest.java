package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.ops.cluster.JobRecord.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobRecordsTest {

    private static final JobRecord JOB = new JobRecord(
            Wanted.RUNNING, List.of("a=b"), List.of("1"), Optional.of("p"), Optional.empty(), List.of(), false, 0);

    @TempDir
    Path path;

    private JobRecords records;

    @BeforeEach
    void open() {
        records = new JobRecords(new ClusterDirectory(path));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        JobRecord job = JOB.withCheckpoint().withSavepoint("s").with(Wanted.STOPPED);
        records.write(job);
        assertThat(records.get()).isEqualTo(job);
    }

    @Test
    void withoutAJobTheErrorNamesTheCommand() {
        assertThatThrownBy(records::get).hasMessageContaining("poeem cluster submit");
    }

    @Test
    void everyRunOfTheJobIsKeptForItsCheckpoints() {
        JobRecord again = JOB.as("2").as("2").as("3").resubmitted();
        assertThat(again.ids()).containsExactly("1", "2", "3");
        assertThat(again.id()).isEqualTo("3");
        assertThat(again.resubmissions()).isEqualTo(1);
    }

    @Test
    void oneAtATimeIsAtTheJob() throws InterruptedException {
        try (LockFile first = records.lock(0)) {
            assertThat(first).isNotNull();
            assertThat(records.tryLock()).isEmpty();
            assertThatThrownBy(() -> records.lock(0)).hasMessageContainingAll(path.toString(), "the supervisor");
        }
        try (LockFile second = records.lock(0)) {
            assertThat(second).isNotNull();
        }
    }
}
