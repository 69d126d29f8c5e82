package io.poeem.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void saysEveryTenthWithWhatIsLeftAndTheEnd() {
        try (Progress progress = progress(100)) {
            for (int i = 1; i <= 100; i++) {
                nanos.addAndGet(1_000_000_000L);
                progress.at(i);
            }
        }
        assertThat(text().lines())
                .hasSize(10)
                .startsWith("read: 10 of 100, about 90 s left")
                .contains("read: 50 of 100, about 50 s left")
                .endsWith("read: 100 in 100.0 s");
    }

    @Test
    void aFastTaskSaysOneLine() {
        try (Progress progress = progress(100)) {
            progress.at(50);
            progress.at(100);
        }
        assertThat(text().lines()).containsExactly("read: 100 in 0.0 s");
    }

    private Progress progress(long total) {
        return new PlainProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), "read", total, nanos::get);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
