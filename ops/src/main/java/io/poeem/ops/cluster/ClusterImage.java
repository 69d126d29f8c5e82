package io.poeem.ops.cluster;

import io.poeem.ops.broker.Directories;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that Flink's processes run from, as the build put them together: the container images' contents.
 *
 * <p>A cluster keeps its own links to them, so that a build beside it does not take away what it runs.
 */
final class ClusterImage {

    private static final String JOB = "usrlib/poeem-job.jar";
    private static final String COMMAND = "command.classpath";

    private ClusterImage() {}

    /** Beside the classes of this command, where the build leaves both. */
    static Path built() {
        try {
            Path classes = Path.of(ClusterImage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path image = classes.resolveSibling("image");
            if (!Files.isRegularFile(image.resolve(JOB))) {
                throw new ClusterException("There is no " + image.resolve(JOB)
                        + "; make it with 'mvn -Dmaven.test.skip=true package', or run ./poeem, which does");
            }
            return image;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a class is a file", e);
        }
    }

    static Path job(Path image) {
        return image.resolve(JOB);
    }

    /** Jars are linked where the file system can, everything else is copied. What was there before goes. */
    static void install(Path built, Path image) {
        Directories.delete(image);
        try (Stream<Path> entries = Files.walk(built)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path target = image.resolve(built.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else if (!entry.toString().endsWith(".jar") || !linked(entry, target)) {
                    Files.copy(entry, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new ClusterException("Cannot copy " + built + " to " + image + ": " + e, e);
        }
    }

    /** The class path of this JVM, of which what a build writes is copied: a supervisor outlives builds. */
    static void installCommand(Path image) {
        List<String> entries = new ArrayList<>();
        try {
            Path copies = Files.createDirectories(image.resolve("command"));
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path file = Path.of(entry).toAbsolutePath();
                if (Files.isRegularFile(file) && file.getParent().endsWith("target")) {
                    Path copy = copies.resolve(file.getFileName());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                    file = copy;
                }
                entries.add(file.toString());
            }
            Files.writeString(image.resolve(COMMAND), String.join(File.pathSeparator, entries));
        } catch (IOException e) {
            throw new ClusterException("Cannot copy the command's jars to " + image + ": " + e, e);
        }
    }

    /** Of the supervisor and of brokers. */
    static String commandClassPath(Path image) {
        try {
            return Files.readString(image.resolve(COMMAND));
        } catch (IOException e) {
            throw new ClusterException("Cannot read " + image.resolve(COMMAND) + ": " + e, e);
        }
    }

    /** Flink's class path: what is beyond Flink goes before it, as in the official image. */
    static String classPath(Path image) {
        return image.resolve("lib") + "/*" + File.pathSeparator + image.resolve("flink") + "/*";
    }

    private static boolean linked(Path entry, Path target) {
        try {
            Files.createLink(target, entry);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // another file system
        }
    }
}
