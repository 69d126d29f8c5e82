package io.poeem.ops.demo;

import io.poeem.ops.broker.Directories;
import io.poeem.ops.csv.Catalogue;
import io.poeem.ops.csv.ClickColumns;
import io.poeem.ops.range.Window;
import io.poeem.ops.run.Input;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bundled log, laid out as files for as long as this is open: ratings as clicks, films as catalogue. */
public final class MovieTweetings implements AutoCloseable {

    private final Path directory;

    private MovieTweetings(Path directory) {
        this.directory = directory;
    }

    public static MovieTweetings open() {
        try {
            MovieTweetings bundle = new MovieTweetings(Files.createTempDirectory("poeem-movietweetings-"));
            bundle.unpack();
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lay out the bundled log: " + e.getMessage(), e);
        }
    }

    public Path ratings() {
        return directory.resolve("ratings.csv.gz");
    }

    public Path movies() {
        return directory.resolve("movies.dat.gz");
    }

    /** All ratings as clicks of weight 1, and all films. */
    public Input input() {
        Catalogue films = Catalogue.read(movies(), List.of(), line -> {
            throw new IllegalStateException("the bundled catalogue is damaged: " + line);
        });
        return new Input.Csv(ratings(), ClickColumns.standard(), Window.ALL, Optional.of(films));
    }

    @Override
    public void close() {
        Directories.delete(directory);
    }

    private void unpack() throws IOException {
        try {
            unpack("ratings.csv.gz");
            unpack("movies.dat.gz");
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void unpack(String name) throws IOException {
        try (InputStream in = MovieTweetings.class.getResourceAsStream("/movietweetings/" + name)) {
            if (in == null) {
                throw new IOException("movietweetings/" + name + " is not on the class path");
            }
            Files.copy(in, directory.resolve(name));
        }
    }
}
