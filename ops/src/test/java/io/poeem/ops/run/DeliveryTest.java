package io.poeem.ops.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.run.Delivery.Held;
import io.poeem.searcher.VersionFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final Held ALL = held("aa", 1L, 2L, 3L);

    private final Delivery delivery = new Delivery(List.of(1L, 2L, 3L));

    @Test
    void thereIsNoFaultWhenEveryVersionWasServedAndReadAgainAlike() {
        assertThat(delivery.faults(ALL, List.of(), ALL)).isEmpty();
    }

    @Test
    void aVersionThatWasNotServedIsNamed() {
        assertThat(delivery.faults(held("aa", 1L, 3L), List.of(), ALL))
                .singleElement()
                .asString()
                .contains("not served", "[2]");
    }

    @Test
    void aRefusedVersionIsNamedWithTheReason() {
        VersionFailure refused = new VersionFailure(2, VersionFailure.Reason.CORRUPT, "chunk 5 has another hash");
        assertThat(delivery.faults(ALL, List.of(refused), ALL))
                .singleElement()
                .asString()
                .contains("version 2", "refused", "chunk 5 has another hash");
    }

    @Test
    void aVersionThatCannotBeReadAgainIsAFault() {
        assertThat(delivery.faults(ALL, List.of(), held("aa", 1L, 3L)))
                .singleElement()
                .asString()
                .contains("3 versions", "2 could be read again");
    }

    @Test
    void aLastVersionOfOtherContentIsAFault() {
        assertThat(delivery.faults(ALL, List.of(), held("bb", 1L, 2L, 3L)))
                .singleElement()
                .asString()
                .contains("differs");
    }

    @Test
    void aSearcherThatServedNothingIsAFault() {
        assertThat(delivery.faults(new Held(List.of(), Optional.empty()), List.of(), ALL))
                .anySatisfy(fault -> assertThat(fault).contains("not served", "[1, 2, 3]"));
    }

    private static Held held(String last, Long... versions) {
        return new Held(List.of(versions), Optional.of(last));
    }
}
