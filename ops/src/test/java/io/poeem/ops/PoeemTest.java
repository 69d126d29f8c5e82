package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PoeemTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesTheCommandAndSucceeds() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: poeem");
    }

    @Test
    void versionNamesTheJavaItRunsOn() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("poeem ").contains("java " + Runtime.version());
    }

    @Test
    void aCommandLineWithoutASubcommandIsWrongAndShowsTheUsage() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("name a subcommand").contains("Usage: poeem");
    }

    private int run(String... args) {
        return Poeem.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
