package io.poeem.ops.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a checkpoint.
 *
 * @param length in bytes, as the metadata say
 */
record StateFile(Path path, long length) {

    Optional<String> fault() {
        try {
            long found = Files.size(path);
            return found == length
                    ? Optional.empty()
                    : Optional.of(path + " has " + found + " bytes, but " + length + " belong there");
        } catch (IOException e) {
            return Optional.of(path + " is missing");
        }
    }
}
