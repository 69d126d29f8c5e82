package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an application takes along with a searcher: the class path that the build writes down. */
class DependenciesTest {

    /** kafka-clients has 10.2 MB of it, and Avro brings Jackson, 2.4 MB. */
    private static final long MOST_BYTES = 14_500_000;

    @Test
    void theyAreFewAndSmall() throws IOException {
        List<Path> jars = jars();
        assertThat(jars.stream()
                        .map(jar -> jar.getFileName().toString().replaceAll("-[0-9].*", ""))
                        .filter(name -> !name.startsWith("poeem") && !name.equals("classes")))
                .containsExactlyInAnyOrder(
                        "kafka-clients",
                        "avro",
                        "slf4j-api",
                        "jackson-core",
                        "jackson-databind",
                        "jackson-annotations");
        long bytes = 0;
        for (Path jar : jars) {
            bytes += bytes(jar);
        }
        System.out.println("a searcher and all that it needs have " + bytes + " bytes");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @Test
    void noneHoldsNativeCode() throws IOException {
        for (Path jar : jars()) {
            if (Files.isRegularFile(jar)) {
                try (JarFile open = new JarFile(jar.toFile())) {
                    assertThat(open.stream().map(JarEntry::getName))
                            .as(jar.toString())
                            .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
                }
            }
        }
    }

    private static List<Path> jars() throws IOException {
        Path written = Path.of("target/class-path-of-a-search-node");
        assumeTrue(Files.exists(written), "the class path is written by the build; this is not the build");
        return Stream.concat(
                        Stream.of("target/classes"),
                        Stream.of(Files.readString(written).strip().split(File.pathSeparator)))
                .map(Path::of)
                .toList();
    }

    private static long bytes(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
