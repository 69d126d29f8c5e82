package io.poeem.ops.command;

import io.poeem.ops.range.Mark;
import io.poeem.ops.range.Window;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say what of a log is trained on, and what of that is evaluated. */
final class WindowOptions {

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            converter = Place.class,
            description = {
                "Where training begins (default: at the beginning). A PLACE is an instant (2013-03-01T00:00:00Z), ms since 1970, or",
                "offset:N: of a file the number of clicks before it, of a topic a Kafka offset (of several partitions offset:0:N,1:M,...).",
                "Time is a topic's Kafka timestamp, and a file's event time."
            })
    private Mark from;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            converter = Place.class,
            description = "Where training stops: the first click left out (default: at the present end).")
    private Mark to;

    @Option(
            names = "--warm-up-until",
            paramLabel = "PLACE",
            converter = Place.class,
            description = "Evaluate only clicks from here on, by event time or offset; training begins where it did.")
    private Mark warmUpUntil;

    @Option(
            names = "--evaluate-until",
            paramLabel = "PLACE",
            converter = Place.class,
            description = "Evaluate only clicks before this; training goes on.")
    private Mark evaluateUntil;

    /** What is trained on. */
    Window range(CommandSpec spec) {
        return Options.usage(spec, () -> new Window(Optional.ofNullable(from), Optional.ofNullable(to)));
    }

    /** What is evaluated. */
    Window evaluated(CommandSpec spec) {
        return Options.usage(
                spec, () -> new Window(Optional.ofNullable(warmUpUntil), Optional.ofNullable(evaluateUntil)));
    }

    /** A place as written on the command line. */
    static final class Place implements ITypeConverter<Mark> {
        @Override
        public Mark convert(String text) {
            try {
                return Mark.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
