package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poeem.searcher.TestTrainer.Published;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class VersionReaderTest {

    private final TestTrainer trainer = TestTrainer.small(4);
    private final MemoryIndex index = new MemoryIndex();
    private final List<String> contents = new ArrayList<>();

    @Test
    void allVersionsComeInOrderEachWithItsContent() {
        publish(trainer.full(), trainer.delta(), trainer.delta(), trainer.full(), trainer.delta());
        try (VersionReader reader = open().open()) {
            assertThat(reader.manifests()).extracting(m -> m.getVersion()).containsExactly(1L, 2L, 3L, 4L, 5L);
            List<String> read = new ArrayList<>();
            reader.forEachRemaining(version -> read.add(hex(version)));
            assertThat(read).isEqualTo(contents);
            assertThat(reader.last()).isEmpty();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void deltasBeforeTheFirstFullVersionAreLeftOut() {
        trainer.full();
        publish(trainer.delta(), trainer.full(), trainer.delta());
        try (VersionReader reader = open().open()) {
            assertThat(reader.next().version()).isEqualTo(3);
            assertThat(reader.next().version()).isEqualTo(4);
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void onePollMayBringMoreVersionsThanAreHeldAtOnce() {
        publish(trainer.full());
        for (int i = 0; i < 2 * LoadLimits.DEFAULTS.maxVersions(); i++) {
            publish(trainer.delta());
        }
        index.chunks.recordsPerPoll(1_000);
        try (VersionReader reader = open().open()) {
            List<String> read = new ArrayList<>();
            reader.forEachRemaining(version -> read.add(hex(version)));
            assertThat(read).isEqualTo(contents);
        }
    }

    @Test
    void whatIsAnnouncedAfterTheOpeningIsLeftOut() {
        publish(trainer.full());
        try (VersionReader reader = open().open()) {
            publish(trainer.delta());
            reader.next();
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void emptyTopicsHaveNoVersions() {
        try (VersionReader reader = open().open()) {
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void aGivenVersionIsReachedByTheFewestLoads() {
        publish(trainer.full(), trainer.delta(), trainer.full(), trainer.delta(), trainer.delta());
        LoadedVersion fourth = open().load(4);
        assertThat(hex(fourth)).isEqualTo(contents.get(3));
        try (VersionReader reader = open().upTo(2).open()) {
            assertThat(reader.last().map(VersionReaderTest::hex)).contains(contents.get(1));
        }
    }

    @Test
    void aVersionThatIsNotThereIsNamed() {
        publish(trainer.full(), trainer.delta());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open().load(9))
                .withMessageContaining("version 9")
                .withMessageContaining("before it is 2");
    }

    @Test
    void aVersionThatIsNotWholeEndsTheReading() {
        publish(trainer.full());
        Published lost = trainer.delta();
        index.versions.append(lost.time(), lost.manifest());
        try (VersionReader reader = open().open()) {
            reader.next();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(UnreadableVersionException.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("INCOMPLETE");
        }
    }

    @Test
    void anUnreadableAnnouncementEndsTheReadingBeforeItStarts() {
        publish(trainer.full());
        index.versions.append(0, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> open().open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 1");
    }

    private VersionReaderBuilder open() {
        return VersionReader.builder().index(TestTrainer.INDEX).source(index).patience(Duration.ZERO);
    }

    private void publish(Published... published) {
        for (Published version : published) {
            index.publish(version);
            contents.add(HexFormat.of().formatHex(version.image().contentSha256()));
        }
    }

    private static String hex(LoadedVersion version) {
        return HexFormat.of().formatHex(version.image().contentSha256());
    }
}
