package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.searcher.TestTrainer.Published;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an index is pinned, from records to what is served. */
class PinTest {

    private final TestTrainer trainer = TestTrainer.small(11);
    private final FollowedIndex index = new FollowedIndex();
    private final List<String> contents = new ArrayList<>(List.of("no version 0"));

    @Test
    void aPinBehindLeadsBackAtOnceWithTheContentOfThatVersion() {
        publish(full(), delta(), delta(), full(), delta());
        index.follow().pin(3).follow();
        assertThat(index.heard).containsExactly(5L, 3L);
        requireContentOf(3);
        assertThat(index.status().state()).isEqualTo(SubscriberState.PINNED);
        assertThat(index.status().pinned()).hasValue(3);
        assertThat(index.status().wanted()).hasValue(3);
    }

    @Test
    void whileItIsPinnedNewVersionsAreNotServed() {
        publish(full(), delta());
        index.follow().pin(2).follow();
        publish(delta(), full());
        assertThat(index.follow().served()).isEqualTo(2);
        index.unpin().follow();
        assertThat(index.heard).containsExactly(2L, 4L);
        requireContentOf(4);
        assertThat(index.status().state()).isEqualTo(SubscriberState.FOLLOWING);
    }

    @Test
    void unpinnedItGoesOnFromThePinnedVersionByItsDeltas() {
        publish(full(), delta(), delta());
        index.follow().pin(1).follow();
        requireContentOf(1);
        index.unpin().follow();
        assertThat(index.heard).containsExactly(3L, 1L, 3L);
        requireContentOf(3);
        publish(delta());
        index.follow();
        requireContentOf(4);
    }

    @Test
    void whoStartsWithAPinServesNothingElse() {
        publish(full(), delta(), full(), delta());
        index.pin(2).follow();
        assertThat(index.heard).containsExactly(2L);
        requireContentOf(2);
    }

    @Test
    void aPinForVersionsToComeIsWaitedFor() {
        publish(full());
        index.follow().pin(3).follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.status().state()).isEqualTo(SubscriberState.PIN_UNREACHABLE);
        assertThat(index.status().message()).contains("pinned to version 3").contains("unpin");
        publish(delta(), delta(), delta());
        assertThat(index.follow().served()).isEqualTo(3);
    }

    @Test
    void aPinThatCannotBeReachedLeavesWhatIsServed() {
        Published first = full();
        publish(delta(), full(), delta());
        index.follow().pin(2).follow();
        assertThat(index.served())
                .as("the base of 2, %s, is gone", first.version())
                .isEqualTo(4);
        assertThat(index.status().state()).isEqualTo(SubscriberState.PIN_UNREACHABLE);
        index.pin(3).follow();
        assertThat(index.served()).isEqualTo(3);
    }

    @Test
    void fromPinToPinItGoesBothWays() {
        publish(full(), delta(), full(), delta(), delta());
        index.follow();
        for (long pin : List.of(2, 4, 1, 5, 3)) {
            index.pin(pin).follow();
            requireContentOf((int) pin);
        }
    }

    @Test
    void theLastPinCountsAndOthersAreOfOtherIndexes() {
        publish(full(), delta(), delta());
        index.pin(1).pin(2).follow();
        assertThat(index.heard).containsExactly(2L);
        index.pins.append(0, new byte[] {1, 2, 3});
        index.follow();
        assertThat(index.served()).isEqualTo(2);
        assertThat(index.troubles).singleElement().asString().contains("pin at partition 0");
    }

    @Test
    void aNewPinEndsTheWaitForChunksThatDoNotCome() {
        publish(full(), delta());
        index.follow();
        Published lost = delta();
        index.versions.append(lost.time(), lost.manifest());
        index.whenTimeHasPassed(FollowedIndex.PATIENCE.dividedBy(10), () -> index.pin(1));
        index.follow();
        assertThat(index.served()).isEqualTo(1);
        assertThat(index.failures).isEmpty();
        assertThat(index.waitedNanos()).isLessThan(FollowedIndex.PATIENCE.toNanos());
    }

    @Test
    void afterTroubleThePinStillHolds() {
        publish(full(), delta(), delta());
        index.follow().pin(2).follow();
        index.reopen();
        publish(full());
        index.follow();
        assertThat(index.heard).containsExactly(3L, 2L);
    }

    @Test
    void theWayBackIsOneStepAlsoForWhoWasInterruptedOnIt() {
        publish(full(), delta(), delta(), full());
        index.follow().pin(3);
        index.reopen();
        index.follow();
        assertThat(index.heard).containsExactly(4L, 3L);
        requireContentOf(3);
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
            while (contents.size() <= version.version()) {
                contents.add("");
            }
            contents.set(
                    (int) version.version(),
                    HexFormat.of().formatHex(version.image().contentSha256()));
        }
    }

    private void requireContentOf(int version) {
        assertThat(index.served()).isEqualTo(version);
        assertThat(HexFormat.of().formatHex(index.servedContent())).isEqualTo(contents.get(version));
    }
}
