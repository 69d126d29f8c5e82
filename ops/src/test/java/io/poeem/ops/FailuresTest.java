package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.run.RunException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {

    @Command(name = "failing")
    private record Failing(Exception with) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw with;
        }
    }

    @AfterEach
    void forget() {
        Thread.interrupted(); // Kafka's exception interrupts the thread that makes it
    }

    private static String said(Exception e) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new Failing(e))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new Failures(() -> false))
                .execute();
        assertThat(status).isEqualTo(1);
        return err.toString();
    }

    @Test
    void reasonsOfOursStandAlone() {
        assertThat(said(new IllegalArgumentException("--n is 0, but must be at least 1")))
                .isEqualToIgnoringNewLines("failing: --n is 0, but must be at least 1");
    }

    @Test
    void otherReasonsAreNamedWithTheirKind() {
        assertThat(said(new IllegalStateException("odd")))
                .isEqualToIgnoringNewLines("failing: IllegalStateException: odd(--verbose shows where)");
    }

    @Test
    void aCauseThatWasQuotedIsNotSaidTwice() {
        RunException quoting =
                new RunException("Kafka cannot be read: no entry", new IllegalStateException("no entry"));
        assertThat(said(quoting)).isEqualToIgnoringNewLines("failing: Kafka cannot be read: no entry");
    }

    @Test
    void aCauseThatSaysMoreFollows() {
        RunException bare = new RunException("Kafka cannot be read", new IllegalStateException("no entry"));
        assertThat(said(bare))
                .isEqualToIgnoringNewLines("failing: Kafka cannot be read  because: IllegalStateException: no entry");
    }

    @Test
    void anInterruptionIsNoFault() {
        String expected = "failing: interrupted";
        assertThat(said(new InterruptedException("sleep interrupted"))).isEqualToIgnoringNewLines(expected);
        assertThat(said(new IllegalStateException("Kafka cannot be read", new InterruptException("poll"))))
                .isEqualToIgnoringNewLines(expected);
        assertThat(said(new IllegalStateException("Cannot write a.json", new ClosedByInterruptException())))
                .isEqualToIgnoringNewLines(expected);
    }
}
