package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.searcher.TestTrainer.Published;
import io.poeem.searcher.VersionFailure.Reason;
import io.poeem.searcher.plan.Pace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way from records to what is served. */
class FollowerTest {

    private final TestTrainer trainer = TestTrainer.small(1);
    private final FollowedIndex index = new FollowedIndex();

    @Test
    void nothingIsServedFromEmptyTopics() {
        assertThat(index.follow().served()).isEqualTo(-1);
    }

    @Test
    void theFirstStartTakesTheNewestFullVersionAndItsDeltas() {
        publish(full(), delta(), delta(), full(), delta(), delta());
        index.follow();
        assertThat(index.heard).containsExactly(6L);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void everyVersionIsHeardOfInOrderWhileFollowing() {
        publish(full());
        index.follow();
        publish(delta(), delta(), full(), delta());
        index.follow();
        publish(delta());
        index.follow();
        assertThat(index.heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void aFollowerOfAnEmptyIndexHearsOfEveryVersionEvenIfTheFirstOnesComeTogether() {
        index.follow();
        publish(full(), delta(), delta());
        index.follow();
        assertThat(index.heard).containsExactly(1L, 2L, 3L);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void inAHurryOnlyTheNewestVersionIsHeardOf() {
        FollowedIndex hurried = new FollowedIndex(Pace.NEWEST);
        hurried.publish(full()).follow();
        hurried.publish(delta())
                .publish(delta())
                .publish(full())
                .publish(delta())
                .follow();
        assertThat(hurried.heard).containsExactly(1L, 5L);
        assertThat(hurried.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void aFullVersionAndItsBaseWithDeltasAreTheSameImage() {
        publish(full(), delta(), delta());
        byte[] byDeltas = index.follow().servedContent();
        FollowedIndex other = new FollowedIndex();
        byte[] byFull = other.publish(full()).follow().servedContent();
        assertThat(other.served()).isEqualTo(4);
        assertThat(byDeltas).isEqualTo(byFull);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfChunksDoesNotMatterNorThatTheyComeTwiceOrAmongThoseOfOtherVersions(long seed) {
        List<Published> all = List.of(full(), delta(), delta());
        List<Runnable> appends = new ArrayList<>();
        for (Published version : all) {
            for (byte[] chunk : version.chunks()) {
                appends.add(() -> index.chunks.append(all.get(0).time(), chunk));
                appends.add(() -> index.chunks.append(all.get(0).time(), chunk));
            }
        }
        Collections.shuffle(appends, new Random(seed));
        appends.forEach(Runnable::run);
        all.forEach(version -> index.versions.append(version.time(), version.manifest()));
        index.follow();
        assertThat(index.failures).isEmpty();
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void chunksOfTheNextVersionAmongThoseOfThisOneAreNotLost() {
        Published first = full();
        publish(first);
        index.follow();
        Published second = delta();
        Published third = delta();
        List<byte[]> thirdChunks = third.chunks();
        thirdChunks.forEach(chunk -> index.chunks.append(second.time(), chunk));
        second.chunks().forEach(chunk -> index.chunks.append(second.time(), chunk));
        index.versions.append(second.time(), second.manifest());
        index.follow();
        index.versions.append(third.time(), third.manifest());
        index.follow();
        assertThat(index.heard).containsExactly(1L, 2L, 3L);
        assertThat(index.waitedNanos()).isLessThan(FollowedIndex.PATIENCE.toNanos());
    }

    @Test
    void aMissingChunkNeverYieldsAnImage() {
        Published first = full();
        Published second = delta();
        for (int missing = 0; missing < second.chunks().size(); missing++) {
            List<byte[]> chunks = new ArrayList<>(second.chunks());
            chunks.remove(missing);
            FollowedIndex other = new FollowedIndex();
            other.publish(first).follow();
            other.publish(new Published(2, second.time(), chunks, second.manifest(), second.image()))
                    .follow();
            assertThat(other.servedContent()).isEqualTo(first.image().contentSha256());
            assertThat(other.failures).singleElement().satisfies(failure -> {
                assertThat(failure.version()).isEqualTo(2);
                assertThat(failure.reason()).isEqualTo(Reason.INCOMPLETE);
            });
            assertThat(other.waitedNanos()).isGreaterThanOrEqualTo(FollowedIndex.PATIENCE.toNanos());
        }
    }

    @Test
    void chunksOfAnotherVersionDoNotStandInForMissingOnes() {
        Published first = full();
        index.versions.append(first.time(), first.manifest());
        full().chunks().forEach(chunk -> index.chunks.append(first.time(), chunk));
        assertThat(index.follow().served()).isEqualTo(-1);
    }

    @Test
    void chunksThatBecomeVisibleAfterTheirAnnouncementAreWaitedFor() {
        Published first = full();
        index.versions.append(first.time(), first.manifest());
        index.whenTimeHasPassed(FollowedIndex.PATIENCE.dividedBy(2), () -> first.chunks()
                .forEach(chunk -> index.chunks.append(first.time(), chunk)));
        assertThat(index.follow().served()).isEqualTo(1);
        assertThat(index.failures).isEmpty();
    }

    @Test
    void afterAFailedVersionTheNextFullOneHeals() {
        publish(full());
        index.follow();
        Published lost = delta();
        index.versions.append(lost.time(), lost.manifest());
        publish(delta());
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        publish(full(), delta());
        index.follow();
        assertThat(index.heard).containsExactly(1L, 4L, 5L);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
    }

    @Test
    void aFailedFullVersionAtTheFirstStartLeavesTheOlderHistory() {
        publish(full(), delta());
        Published lost = full();
        index.versions.append(lost.time(), lost.manifest());
        index.follow();
        assertThat(index.heard).containsExactly(2L);
        assertThat(index.failures).extracting(VersionFailure::version).containsExactly(3L);
    }

    @Test
    void aFailedVersionIsNotTriedAgain() {
        publish(full());
        Published lost = delta();
        index.versions.append(lost.time(), lost.manifest());
        index.follow();
        index.follow();
        index.reopen();
        index.follow();
        assertThat(index.failures).hasSize(1);
        assertThat(index.served()).isEqualTo(1);
    }

    @Test
    void afterTroubleNothingIsLoadedTwice() {
        publish(full(), delta());
        index.follow();
        index.reopen();
        publish(delta());
        index.follow();
        assertThat(index.heard).containsExactly(2L, 3L);
    }

    @Test
    void anotherIndexInTheSameTopicsIsPassedOver() {
        publish(full());
        index.versions.append(0, new byte[] {1, 2, 3});
        index.chunks.append(0, null);
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.troubles)
                .singleElement()
                .asString()
                .contains("offset 1")
                .contains("a topic in memory");
    }

    @Test
    void aSecondTrainerWithTheSameNumbersIsNotBelieved() {
        TestTrainer second = TestTrainer.small(2);
        publish(full());
        index.follow();
        second.full();
        Published theirs = second.delta();
        index.publish(theirs).follow();
        assertThat(index.served()).isEqualTo(1);
        publish(delta());
        index.follow();
        assertThat(index.failures)
                .singleElement()
                .extracting(VersionFailure::reason)
                .isEqualTo(Reason.ANNOUNCED_TWICE);
        assertThat(index.served())
                .as("the first announcement of version 2 counts")
                .isEqualTo(1);
    }

    @Test
    void aVersionLargerThanTheLimitIsRefusedBeforeItIsRead() {
        TestTrainer large = new TestTrainer(3, TestTrainer.SHAPE, 40_000);
        index.publish(large.full()).follow();
        assertThat(index.served()).isEqualTo(-1);
        assertThat(index.failures).singleElement().satisfies(failure -> assertThat(failure.message())
                .contains("limit is " + (1 << 20)));
    }

    @Test
    void theStatusTellsWhatIsServedAndWhatIsWanted() {
        publish(full());
        Published lost = delta();
        index.versions.append(lost.time(), lost.manifest());
        SubscriberStatus status = index.follow().serving.status();
        assertThat(status.current()).hasValue(1);
        assertThat(status.wanted()).hasValue(2);
        assertThat(status.loaded()).isEqualTo(1);
        assertThat(status.failures()).hasSize(1);
    }

    private Published full() {
        return trainer.full();
    }

    private Published delta() {
        return trainer.delta();
    }

    private void publish(Published... published) {
        for (Published version : published) {
            index.publish(version);
        }
    }
}
