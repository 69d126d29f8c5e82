package io.poeem.ops.command;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of a command's options that picocli cannot declare. */
final class Options {

    private Options() {}

    /** @throws ParameterException with the message, unless it holds; the exit status is 2 then */
    static void check(CommandSpec spec, boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** A value made of the command line; what is wrong with it is a wrong command line. */
    static <T> T usage(CommandSpec spec, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
