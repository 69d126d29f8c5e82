package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeds of {@link Simulation}. {@code -Dpoeem.simulation.seeds=N} runs N of them, {@code -Dpoeem.simulation.seed=S} one, and
 * tells what happened in it.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("poeem.simulation.seeds", 10_000);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private Optional<Path> disk = Optional.empty();

    @Test
    void whateverHappensNobodyServesWhatWasNotCommittedAndEverybodyArrives() throws IOException {
        disk = disk();
        long begin = processorNanos();
        List<Long> one = Optional.ofNullable(Long.getLong("poeem.simulation.seed")).stream()
                .toList();
        for (long seed : one.isEmpty() ? seeds() : one) {
            Simulation simulation = new Simulation(seed, disk);
            try {
                simulation.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (-Dpoeem.simulation.seed=" + seed + "): " + e.getMessage() + "\n  "
                                + String.join("\n  ", simulation.trace()),
                        e);
            } finally {
                clear(disk);
            }
        }
        Duration took = Duration.ofNanos(processorNanos() - begin);
        System.out.println(SEEDS + " seeds of the simulation took " + took.toMillis() + " ms of a processor");
        assertThat(took).isLessThan(LIMIT);
    }

    /** Of this thread alone: what else runs on the machine does not count. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(SEEDS).toList();
    }

    /** In memory where there is such a place: a real disk takes milliseconds to force a file. */
    private Optional<Path> disk() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Optional.of(Files.createTempDirectory(memory, "poeem-simulation"))
                : SEEDS > 1_000 ? Optional.empty() : Optional.of(Files.createDirectory(directory.resolve("caches")));
    }

    @AfterEach
    void leaveNothing() throws IOException {
        clear(disk);
        if (disk.isPresent()) {
            Files.deleteIfExists(disk.get());
        }
    }

    private static void clear(Optional<Path> disk) throws IOException {
        if (disk.isEmpty() || !Files.exists(disk.get())) {
            return;
        }
        try (Stream<Path> all = Files.walk(disk.get())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(disk.get())) {
                    Files.delete(path);
                }
            }
        }
    }
}
