package io.poeem.ops.command;

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
}
