package io.poeem.ops.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

    @ParameterizedTest
    @ValueSource(strings = {"/my dir", "/gr\u00fcn", "/a%20b"})
    void aDirectoryThatAUriWouldEscapeIsRefusedByName(String directory) {
        assertThatThrownBy(() -> Location.of(Path.of(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(directory, "a blank perhaps");
    }

    @Test
    void oneOfPlainLettersIsAUriAndBack() {
        assertThat(Location.of(Path.of("/a-b_c.d"))).isEqualTo("file:///a-b_c.d");
        assertThat(Location.local("file:///a-b_c.d")).contains(Path.of("/a-b_c.d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/a", "a", "/a", "file:a", "file:///a%20b", "file:///a b", ""})
    void whatIsElsewhereOrEscapedIsNoDirectoryOfThisMachine(String uri) {
        assertThat(Location.local(uri)).isEmpty();
    }
}
