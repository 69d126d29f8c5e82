package io.poeem.ops;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code poeem} command: each thing it can do is a subcommand. */
@Command(
        name = "poeem",
        description = "Learns embeddings and their index from a stream of clicks, and serves them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Poeem implements Runnable {

    @Spec
    private CommandSpec spec;

    /**
     * Runs one subcommand; the exit status is 0 for success, 1 for a failure, 2 for a wrong command line.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Poeem());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "poeem: name a subcommand");
    }
}
