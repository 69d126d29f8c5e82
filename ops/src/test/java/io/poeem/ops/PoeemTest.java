package io.poeem.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class PoeemTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryCommandAndSucceeds() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: poeem", "demo", "broker", "produce", "train", "replay", "search", "export", "bench");
    }

    @Test
    void versionNamesTheJavaItRunsOn() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("poeem ").contains("java " + Runtime.version());
    }

    @Test
    void aCommandLineWithoutASubcommandIsWrongAndShowsTheUsage() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("name a command").contains("Usage: poeem");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithADescriptionOfEachOption(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.add("--help");
        assertThat(run(line.toArray(String[]::new))).isZero();
        assertThat(out.toString()).contains("Usage: poeem " + String.join(" ", command));
        find(command).getCommandSpec().options().forEach(option -> assertThat(option.description())
                .as(option.longestName())
                .isNotEmpty());
    }

    @Test
    void anUnknownOptionIsAWrongCommandLineAndPointsToTheHelp() {
        assertThat(run("produce", "--input", "x.csv", "--topc", "t")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--topc", "--topic", "poeem produce --help")
                .doesNotContain("\tat ");
    }

    @Test
    void aMistypedCommandNamesTheNearestOne() {
        assertThat(run("prodcue")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("prodcue", "produce");
    }

    @Test
    void aMissingFileIsAFailureInOneLineWithoutAStackTrace() {
        assertThat(run("produce", "--input", "no-such-file.csv")).isEqualTo(1);
        assertThat(err.toString()).contains("no-such-file.csv").doesNotContain("\tat ");
    }

    @Test
    void verboseShowsWhere() {
        assertThat(run("produce", "--verbose", "--input", "no-such-file.csv")).isEqualTo(1);
        assertThat(err.toString()).contains("no-such-file.csv", "\tat ");
    }

    @Test
    void anUnknownOptionOfTheJobNamesTheNearestOne(@TempDir Path directory) throws IOException {
        Path input = Files.writeString(directory.resolve("f.csv"), "timestamp_ms,user_id,item_id\n1,u,i\n");
        int status = run(
                "replay",
                "--input",
                input.toString(),
                "--out",
                directory.toString(),
                "--set",
                "snapshot.intervall=1 h");
        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("snapshot.intervall", "\"snapshot.interval\"")
                .doesNotContain("\tat ");
    }

    @Test
    void whereNoKafkaListensSearchSaysSoWithoutNamesOfExceptions() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        int status = run(
                "search",
                "--bootstrap",
                "127.0.0.1:" + port,
                "--kafka",
                "default.api.timeout.ms=500",
                "--query",
                "hist=1");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("poeem search: Kafka at 127.0.0.1:" + port + " does not answer")
                .contains("--bootstrap")
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void aReplayFindsOutAtTheBeginningThatItsReportCannotBeWritten(@TempDir Path directory) throws IOException {
        Path input = Files.writeString(directory.resolve("f.csv"), "timestamp_ms,user_id,item_id\n1,u,i\n");
        assertThat(run(
                        "replay",
                        "--input",
                        input.toString(),
                        "--out",
                        input.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Cannot write to " + input.resolve("out"), "--out");
    }

    @Test
    void aDurationWithoutAUnitIsRefusedWithTheUnitsThereAre() {
        assertThat(run("train", "--set", "snapshot.interval=10")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("snapshot.interval", "10 ms, 10 s or 10 min");
    }

    @Test
    void valuesBeyondTheirLimitAreWrongCommandLinesThatNameTheLimit() {
        assertThat(run("broker", "--port", "70000")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--port is 70000", "0 to 65535");
        assertThat(run("bench", "stream", "--clicks", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--clicks is 0", "at least 1");
        assertThat(run("bench", "publish", "--items", "9")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--items is 9", "10000 to 10000000");
        assertThat(run("versions", "tail", "-n", "-1")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("-n is -1", "at least 0");
        assertThat(run("search", "--query", "hist")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("field=value");
        assertThat(run("export", "--format", "csv", "--out", "o")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'csv'", "poeem-idx, faiss");
        assertThat(run("replay", "--topic", "t", "--out", "o")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--topic needs --bootstrap");
    }

    @Test
    void aClusterThatCannotBeIsAWrongCommandLine() {
        assertThat(run("cluster", "up", "--brokers", "2")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--brokers is 2", "1 or 3");
        assertThat(run("cluster", "kill", "TM", "--signal", "11")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'11' is none of 9, KILL");
        assertThat(run("cluster", "rescale")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--parallelism or --set");
    }

    @Test
    void whereThereIsNoClusterCommandsSaySoAndNameTheRemedy(@TempDir Path directory) {
        for (String command : List.of("status", "submit", "savepoint", "stop", "cancel", "down")) {
            assertThat(run("cluster", command, "--dir", directory.toString())).isEqualTo(1);
            assertThat(err.toString())
                    .contains("poeem cluster " + command + ": There is no cluster in " + directory, "poeem cluster up")
                    .doesNotContain("\tat ");
        }
    }

    static List<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        collect(Poeem.commandLine(), List.of(), all);
        return all;
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
        command.getSubcommands().forEach((name, sub) -> {
            if (!name.equals("help")) {
                List<String> longer = new ArrayList<>(path);
                longer.add(name);
                all.add(longer);
                collect(sub, longer, all);
            }
        });
    }

    private static CommandLine find(List<String> path) {
        CommandLine command = Poeem.commandLine();
        for (String name : path) {
            command = command.getSubcommands().get(name);
        }
        return command;
    }

    private int run(String... args) {
        return Poeem.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
