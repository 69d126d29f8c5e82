package io.poeem.ops.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints that earlier runs left in a directory: {@code JOB/chk-N/_metadata}. */
final class Checkpoints {

    private static final int DEPTH = 3;

    private Checkpoints() {}

    /** The complete one that was written last. */
    static Optional<Path> newest(Path state) {
        if (!Files.isDirectory(state)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(state, DEPTH)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparing(Checkpoints::written))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for checkpoints in " + state, e);
        }
    }

    private static java.nio.file.attribute.FileTime written(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
