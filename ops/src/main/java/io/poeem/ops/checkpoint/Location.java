package io.poeem.ops.checkpoint;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Directories as Flink is told of them: URIs, whose escapes it does not undo. */
public final class Location {

    private Location() {}

    /**
     * The URI of a directory.
     *
     * @throws IllegalArgumentException if it would have to be escaped, as blanks and umlauts are: Flink would look, and write, elsewhere
     */
    public static String of(Path directory) {
        URI uri = directory.toAbsolutePath().normalize().toUri();
        if (!isPlain(uri)) {
            throw new IllegalArgumentException("\"" + directory
                    + "\" has a character that a URI writes in another way, a blank perhaps; Flink would take it for another"
                    + " directory. Name one of letters, digits and .-_ alone");
        }
        return uri.toString();
    }

    /** The directory of this machine that Flink takes a URI for; empty where it is none, or one that {@link #of} refuses. */
    public static Optional<Path> local(String uri) {
        try {
            URI parsed = URI.create(uri);
            boolean local = "file".equals(parsed.getScheme()) && !parsed.isOpaque() && isPlain(parsed);
            return local ? Optional.of(Path.of(parsed.getPath())) : Optional.empty();
        } catch (IllegalArgumentException e) { // a blank as it is, for example
            return Optional.empty();
        }
    }

    /** Whether it is one already, and no path of this machine. */
    public static boolean isUri(String given) {
        return given.matches("[a-z][a-z0-9+.-]+:.*");
    }

    private static boolean isPlain(URI uri) {
        return uri.getRawPath().equals(uri.getPath());
    }
}
