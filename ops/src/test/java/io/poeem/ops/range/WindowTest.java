package io.poeem.ops.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    @Test
    void anInstantAndItsMillisecondsAreTheSamePlace() {
        Window window = between("1970-01-01T00:00:01Z", "2000");
        assertThat(window.holds(999, 0, 0)).isFalse();
        assertThat(window.holds(1_000, 0, 0)).isTrue();
        assertThat(window.holds(1_999, 0, 0)).isTrue();
        assertThat(window.holds(2_000, 0, 0)).as("the end is no part of it").isFalse();
    }

    @Test
    void anOffsetAloneIsThatOfTheOnlyPartition() {
        Window window = between("offset:5", "offset:7");
        assertThat(window.holds(0, 0, 4)).isFalse();
        assertThat(window.holds(0, 0, 5)).isTrue();
        assertThat(window.holds(0, 0, 7)).isFalse();
    }

    @Test
    void offsetsCountInTheirPartitions() {
        Window window = new Window(Optional.of(Mark.parse("offset:0:5,1:0")), Optional.empty());
        assertThat(window.holds(0, 0, 4)).isFalse();
        assertThat(window.holds(0, 1, 4)).isTrue();
    }

    @Test
    void offsetsThatDoNotNameEveryPartitionOfTheLogAreRefused() {
        Window window = new Window(Optional.of(Mark.parse("1000")), Optional.of(Mark.parse("offset:5")));
        window.requirePartitions("the file", Set.of(0));
        assertThatThrownBy(() -> window.requirePartitions("the topic log", Set.of(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"offset:5\"", "[0]", "the topic log", "[0, 1]", "offset:0:N,1:M");
        Window second = new Window(Optional.of(Mark.parse("offset:1:5")), Optional.empty());
        assertThatThrownBy(() -> second.requirePartitions("the file", Set.of(0)))
                .hasMessageContainingAll("\"offset:1:5\"", "[1]", "the file", "offset:N");
    }

    @Test
    void placesOfBothSortsMayBoundAWindow() {
        Window window = between("offset:5", "2000");
        assertThat(window.holds(1_000, 0, 5)).isTrue();
        assertThat(window.holds(1_000, 0, 4)).isFalse();
        assertThat(window.holds(2_000, 0, 5)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "-1", "offset:", "offset:x", "offset:-1", "offset:0:1,", "2013-03-01"})
    void whatIsNoPlaceIsNamedWithWhatWouldBe(String text) {
        assertThatThrownBy(() -> Mark.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + text + "\"", "2013-03-01T00:00:00Z", "offset:N");
    }

    @Test
    void aPartitionNamedTwiceIsRefused() {
        assertThatThrownBy(() -> Mark.parse("offset:0:1,0:2")).hasMessageContaining("partition 0 twice");
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() -> between("2000", "2000")).hasMessageContaining("from 2000 until 2000");
    }

    private static Window between(String from, String until) {
        return new Window(Optional.of(Mark.parse(from)), Optional.of(Mark.parse(until)));
    }
}
