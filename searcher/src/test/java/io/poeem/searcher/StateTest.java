package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.searcher.TestTrainer.Published;
import io.poeem.searcher.VersionFailure.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each trouble has a name and says what mends it, and what was served before stays. */
class StateTest {

    private final TestTrainer trainer = TestTrainer.small(21);
    private final FollowedIndex index = new FollowedIndex();

    @Test
    void anEmptyTopicIsNoTrouble() {
        index.follow();
        requireState(SubscriberState.EMPTY, "start the trainer");
        assertThat(index.status().state().isTrouble()).isFalse();
    }

    @Test
    void theNewestVersionServedIsHowItShouldBe() {
        index.publish(trainer.full()).publish(trainer.delta()).follow();
        requireState(SubscriberState.FOLLOWING, "version 2 is served");
    }

    @Test
    void retentionThatAteAnAnnouncementOfABase() {
        index.publish(trainer.full()).follow();
        trainer.delta();
        index.publish(trainer.delta()).follow();
        requireState(SubscriberState.BASE_LOST, "version 2, which version 3 changes,", "retention", "full.versions");
        assertThat(index.served()).isEqualTo(1);
        index.publish(trainer.full()).follow();
        requireState(SubscriberState.FOLLOWING, "version 4");
    }

    @Test
    void retentionThatAteTheChunksOfAFullVersion() {
        Published full = trainer.full();
        index.versions.append(full.time(), full.manifest());
        index.publish(trainer.delta()).follow();
        requireState(SubscriberState.BASE_LOST, "version 2 needs version 1", "INCOMPLETE", "next full version heals");
        assertThat(index.served()).isEqualTo(-1);
        index.publish(trainer.full()).follow();
        requireState(SubscriberState.FOLLOWING, "version 3");
    }

    @Test
    void aTopicThatWasMadeAgain() {
        index.publish(trainer.full())
                .publish(trainer.delta())
                .publish(trainer.delta())
                .follow();
        index.recreateTopics();
        TestTrainer other = TestTrainer.small(22);
        index.publish(other.full()).publish(other.delta()).follow();
        requireState(SubscriberState.TOPIC_RECREATED, "offset 0", "deleted and made again", "restart", "pin");
        assertThat(index.served()).as("the old image keeps serving").isEqualTo(3);
        index.publish(other.delta()).publish(other.full()).follow();
        requireState(SubscriberState.FOLLOWING, "version 4");
        assertThat(index.servedContent()).isEqualTo(other.image().contentSha256());
    }

    @Test
    void aTopicThatWasMadeAgainCanBeFollowedAtOnceByAPin() {
        index.publish(trainer.full())
                .publish(trainer.delta())
                .publish(trainer.delta())
                .follow();
        index.recreateTopics();
        TestTrainer other = TestTrainer.small(22);
        index.publish(other.full()).publish(other.delta()).pin(2).follow();
        requireState(SubscriberState.PINNED, "version 2");
        assertThat(index.servedContent()).isEqualTo(other.image().contentSha256());
    }

    @Test
    void aTopicMadeAgainIsAlsoNoticedByWhoComesBackAfterTrouble() {
        index.publish(trainer.full()).publish(trainer.delta()).follow();
        index.recreateTopics();
        index.reopen();
        index.publish(TestTrainer.small(22).full()).follow();
        requireState(SubscriberState.TOPIC_RECREATED, "version 1");
        assertThat(index.served()).isEqualTo(2);
    }

    @Test
    void twoTrainersUnderOneName() {
        index.publish(trainer.full()).follow();
        TestTrainer twin = TestTrainer.small(21);
        twin.full();
        index.publish(trainer.delta()).publish(twin.learnMore().delta()).follow();
        requireState(SubscriberState.TWO_TRAINERS, "two trainers publish under one name", "Stop one trainer");
        assertThat(index.served()).isEqualTo(2);
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
        index.publish(trainer.delta()).publish(twin.delta()).follow();
        requireState(SubscriberState.TWO_TRAINERS, "two trainers");
        assertThat(index.servedContent()).isEqualTo(trainer.image().contentSha256());
        index.publish(trainer.delta()).publish(trainer.delta()).follow();
        requireState(SubscriberState.FOLLOWING, "version 5");
    }

    @Test
    void aTrainerThatBeganAnew() {
        index.publish(trainer.full())
                .publish(trainer.delta())
                .publish(trainer.delta())
                .follow();
        TestTrainer anew = TestTrainer.small(23);
        index.publish(anew.full()).publish(anew.delta()).follow();
        requireState(
                SubscriberState.NUMBERS_WENT_BACK, "version 1 was announced after version 3", "from its last state");
        assertThat(index.served()).isEqualTo(3);
        index.publish(anew.delta()).publish(anew.delta()).follow();
        assertThat(index.served()).as("a delta of another history is no way on").isEqualTo(3);
        index.publish(anew.full()).follow();
        requireState(SubscriberState.FOLLOWING, "version 5");
        assertThat(index.servedContent()).isEqualTo(anew.image().contentSha256());
    }

    @Test
    void aVersionThatWouldNotFitTheHeapIsRefusedUnread() {
        index.publish(trainer.full()).follow();
        index.maxHeapBytes(10_000).publish(trainer.full()).follow();
        requireState(SubscriberState.VERSION_FAILED, "TOO_LARGE", "the limit is 10000", "raise maxHeapBytes");
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.failures)
                .singleElement()
                .extracting(VersionFailure::reason)
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aFailedVersionIsTriedAgainWithTheNextAnnouncementAndNotBefore() {
        index.publish(trainer.full()).follow();
        Published late = trainer.delta();
        index.versions.append(late.time(), late.manifest());
        index.follow();
        late.chunks().forEach(chunk -> index.chunks.append(late.time(), chunk));
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        index.publish(trainer.delta()).follow();
        assertThat(index.heard).containsExactly(1L, 2L, 3L);
        assertThat(index.status().consecutiveFailures()).isZero();
        assertThat(index.status().failed()).isEqualTo(1);
    }

    @Test
    void aVersionThatFailedIsNotWaitedForASecondTime() {
        index.publish(trainer.full()).follow();
        Published lost = trainer.delta();
        index.versions.append(lost.time(), lost.manifest());
        index.follow();
        long waited = index.waitedNanos();
        index.publish(trainer.full()).follow();
        assertThat(index.served()).isEqualTo(3);
        assertThat(index.waitedNanos() - waited)
                .isLessThan(FollowedIndex.PATIENCE.dividedBy(10).toNanos());
    }

    private void requireState(SubscriberState state, String... words) {
        assertThat(index.status().state()).as(index.status().message()).isEqualTo(state);
        assertThat(index.status().message()).contains(List.of(words));
    }
}
