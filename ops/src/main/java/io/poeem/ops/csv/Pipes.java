package io.poeem.ops.csv;

import java.nio.file.Files;
import java.nio.file.Path;

/** What comes once: it cannot be read again, nor be asked for its length. */
public final class Pipes {

    private Pipes() {}

    /** Whether it is there, and neither a file nor a directory: a named pipe, or {@code /dev/stdin}. */
    public static boolean is(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
}
