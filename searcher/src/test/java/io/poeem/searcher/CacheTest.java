package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.poeem.searcher.TestTrainer.Published;
import io.poeem.searcher.cache.VersionCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A searcher that keeps a version on its disk, and one that starts with what another kept. */
class CacheTest {

    @TempDir
    private Path directory;

    private final TestTrainer trainer = TestTrainer.small(31).withVectors();
    private final FollowedIndex topics = new FollowedIndex();

    @Test
    void aStartFromNothingReadsOnlyWhatTheNewestVersionIsMadeOf() {
        for (int i = 0; i < 20; i++) {
            topics.publish(trainer.full()).publish(trainer.delta());
        }
        Published full = trainer.full();
        Published delta = trainer.delta();
        topics.publish(full).publish(delta).follow();
        assertThat(topics.served()).isEqualTo(delta.version());
        assertThat(topics.chunks.read())
                .as("records read of %s", topics.chunks.size())
                .isLessThanOrEqualTo(full.chunks().size() + delta.chunks().size() + 3);
    }

    @Test
    void aRestartReadsOnlyTheDeltasSince() {
        topics.publish(trainer.full()).publish(trainer.delta());
        started().follow();
        Published since = trainer.delta();
        topics.publish(since);
        int before = topics.chunks.read();
        FollowedIndex again = started().follow();
        assertThat(again.heard).containsExactly(2L, 3L);
        assertThat(again.servedContent()).isEqualTo(trainer.image().contentSha256());
        assertThat(again.serving.current().orElseThrow().image().items().hasVectors())
                .isTrue();
        assertThat(topics.chunks.read() - before)
                .isLessThanOrEqualTo(since.chunks().size() + 3);
    }

    @Test
    void aRestartWithNothingNewReadsNoChunks() {
        topics.publish(trainer.full()).publish(trainer.delta());
        started().follow();
        int before = topics.chunks.read();
        FollowedIndex again = started().follow();
        assertThat(again.served()).isEqualTo(2);
        assertThat(topics.chunks.read()).isEqualTo(before);
        assertThat(again.status().state()).isEqualTo(SubscriberState.FOLLOWING);
    }

    @Test
    void everyDamageIsNoticedAndTheTopicsAreUsed() throws IOException {
        topics.publish(trainer.full());
        started().follow();
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            requireDropped(bad);
        }
        for (int length : List.of(0, 1, 7, 8, 12, 16, good.length / 2, good.length - 1)) {
            requireDropped(java.util.Arrays.copyOf(good, length));
        }
        requireDropped(java.util.Arrays.copyOf(good, good.length + 1));
    }

    private void requireDropped(byte[] bad) throws IOException {
        Files.write(file(), bad);
        FollowedIndex index = started().follow();
        assertThat(index.troubles).singleElement().asString().contains("is dropped and the topics are used");
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void whatAnotherHistoryLeftIsDropped() {
        topics.publish(trainer.full()).publish(trainer.delta());
        started().follow();
        topics.recreateTopics();
        TestTrainer other = TestTrainer.small(32);
        FollowedIndex index = started();
        index.publish(other.full()).follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.servedContent()).isEqualTo(other.image().contentSha256());
        assertThat(index.troubles).singleElement().asString().contains("another history");
    }

    @Test
    void whatIsNewerThanThePinIsNotServed() {
        topics.publish(trainer.full()).publish(trainer.delta());
        started().follow();
        topics.pin(1);
        FollowedIndex index = started().follow();
        assertThat(index.heard).containsExactly(1L);
        assertThat(index.troubles).isEmpty();
    }

    @Test
    void whatAnInterruptedWriterLeftIsClearedAway() throws IOException {
        Path part = Files.write(directory.resolve(TestTrainer.INDEX + "-123.part"), new byte[10]);
        Path ofAnother = Files.write(directory.resolve(TestTrainer.INDEX + "-eu-123.part"), new byte[10]);
        topics.publish(trainer.full());
        started().follow();
        assertThat(part).doesNotExist();
        assertThat(ofAnother).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(file(), ofAnother);
        }
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                "../films", "..", ".", "", "a/b", "a\\b", "films\0", "x".repeat(300), ".hidden", "fil\nms", "é");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void anIndexWithAHostileNameIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new VersionCache(directory, name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IndexSubscriber.builder().index(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionReader.builder().index(name));
    }

    @Test
    void symbolicLinksAreRefused() throws IOException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionCache(link, "films"))
                .withMessageContaining("symbolic link");
        Files.createSymbolicLink(real.resolve("films.poeem"), directory.resolve("elsewhere"));
        assertThatIllegalArgumentException().isThrownBy(() -> new VersionCache(real, "films"));
    }

    @Test
    void aLinkPlantedLaterIsNeitherReadNorWrittenThrough() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "precious");
        Path cache = Files.createDirectory(directory.resolve("cache"));
        topics.publish(trainer.full());
        FollowedIndex index = topics.started(cache);
        Files.createSymbolicLink(cache.resolve(TestTrainer.INDEX + ".poeem"), elsewhere);
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(elsewhere).content().isEqualTo("precious");
        assertThat(topics.started(cache).follow().chunks.read()).isPositive();
    }

    @Test
    void aDiskThatDoesNotTakeItIsNoReasonNotToServe() throws IOException {
        topics.publish(trainer.full());
        Path cache = Files.createDirectory(directory.resolve("cache"));
        FollowedIndex index = topics.started(cache);
        Files.delete(cache);
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.troubles).singleElement().asString().contains("cannot be kept");
    }

    private FollowedIndex started() {
        return topics.started(directory);
    }

    private Path file() {
        return directory.resolve(TestTrainer.INDEX + ".poeem");
    }
}
