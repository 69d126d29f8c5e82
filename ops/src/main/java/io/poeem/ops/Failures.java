package io.poeem.ops;

import io.poeem.job.options.OptionException;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What is said of a command that failed: the reason, on a line; where in the program only on request. */
final class Failures implements IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (isInterruption(e)) {
            err.println(command.getCommandSpec().qualifiedName() + ": interrupted");
            err.flush();
            return CommandLine.ExitCode
                    .SOFTWARE; // of a process that a signal ends, the signal's number is the exit status
        }
        err.println(command.getCommandSpec().qualifiedName() + ": " + String.join("\n  because: ", reasons(e)));
        if (verbose.getAsBoolean()) {
            e.printStackTrace(err);
        } else if (!isOurs(e)) {
            err.println("(--verbose shows where)");
        }
        err.flush();
        return e instanceof OptionException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** The messages of the chain that say something the ones before did not. */
    private static Set<String> reasons(Throwable e) {
        Set<String> said = new LinkedHashSet<>();
        for (Throwable cause = e; cause != null && said.size() < 4; cause = cause.getCause()) {
            String message = message(cause);
            String text = Objects.requireNonNullElse(cause.getMessage(), message);
            if (said.stream().noneMatch(earlier -> earlier.contains(text))) {
                said.add(message);
            }
        }
        return said;
    }

    private static String message(Throwable cause) {
        String text = cause.getMessage();
        boolean speaks = text != null && !text.isBlank() && isOurs(cause);
        return speaks ? text : cause.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** Whether Ctrl-C is behind it, not a fault. */
    private static boolean isInterruption(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof InterruptException
                    || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /** Exceptions of this project are written to be read by people. */
    private static boolean isOurs(Throwable cause) {
        return cause.getClass().getName().startsWith("io.poeem.") || cause instanceof IllegalArgumentException;
    }
}
