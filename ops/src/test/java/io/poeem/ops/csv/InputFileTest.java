package io.poeem.ops.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InputFileTest {

    @Test
    void aFileWhoseGzipHeaderIsBrokenIsClosedAgain() {
        AtomicBoolean closed = new AtomicBoolean();
        ByteArrayInputStream broken = new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b, 0, 0, 0}) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> InputFile.of(Path.of("clicks.csv.gz"), broken)).isInstanceOf(IOException.class);
        assertThat(closed).isTrue();
    }
}
