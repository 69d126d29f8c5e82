package io.poeem.ops.cluster;

import java.net.URI;
import java.nio.file.Path;

/** Directories as Flink is told of them: URIs, whose escapes it does not undo. */
final class Location {

    private Location() {}

    /** @throws ClusterException if its URI would have to be escaped, as blanks and umlauts are: Flink would look, and write, elsewhere */
    static String of(Path directory) {
        URI uri = directory.toAbsolutePath().normalize().toUri();
        if (!uri.getRawPath().equals(uri.getPath())) {
            throw new ClusterException("\"" + directory
                    + "\" has a character that a URI writes in another way, a blank perhaps; Flink would take it for another"
                    + " directory. Name one of letters, digits and .-_ alone");
        }
        return uri.toString();
    }
}
