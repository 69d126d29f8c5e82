package io.poeem.ops.command;

import io.poeem.ops.cluster.Signals;
import io.poeem.ops.cluster.Signals.Signal;
import io.poeem.ops.console.Console;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code poeem cluster kill}. */
@Command(
        name = "kill",
        sortOptions = false,
        description = "Sends a signal to one process of the cluster, to see what comes of it; prints the process's id.")
public final class ClusterKill extends ClusterSubcommand {

    @Mixin
    private MemberParameters which;

    @Option(
            names = "--signal",
            paramLabel = "SIGNAL",
            defaultValue = "9",
            converter = SignalConverter.class,
            description = "9 or KILL, 15 or TERM, STOP or CONT (default: ${DEFAULT-VALUE}).")
    private Signal signal;

    @Override
    void run(Console console) throws InterruptedException {
        console.print(Long.toString(Signals.send(directory(), which.member(), signal)));
    }

    /** Numbers or names. */
    static final class SignalConverter implements ITypeConverter<Signal> {

        @Override
        public Signal convert(String value) {
            return switch (value.toUpperCase(Locale.ROOT)) {
                case "9", "KILL" -> Signal.KILL;
                case "15", "TERM" -> Signal.TERM;
                case "STOP" -> Signal.STOP;
                case "CONT" -> Signal.CONT;
                default ->
                    throw new TypeConversionException("'" + value + "' is none of 9, KILL, 15, TERM, STOP, CONT");
            };
        }
    }
}
