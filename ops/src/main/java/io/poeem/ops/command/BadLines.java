package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.csv.BadLine;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells of a file's bad lines: the first ones each, all of them in number. */
final class BadLines implements Consumer<BadLine> {

    private static final int SHOWN = 20;

    private final Console console;
    private final Path file;
    private long count;

    BadLines(Console console, Path file) {
        this.console = console;
        this.file = file;
    }

    @Override
    public void accept(BadLine line) {
        if (count++ < SHOWN) {
            console.say(file.getFileName() + ": " + line);
        }
    }

    long count() {
        return count;
    }

    /** How many there were, if there were any. */
    void summarise() {
        if (count > 0) {
            console.say(
                    "%s: %,d bad lines were not published%s",
                    file.getFileName(), count, count > SHOWN ? "; the first " + SHOWN + " are above" : "");
        }
    }
}
