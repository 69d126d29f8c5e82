package io.poeem.ops.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the checkpoint to go on from: the newest that is whole. A torn one, which a kill or a full disk left without
 * metadata, with half of it, or without a file that it names, is skipped and said so.
 *
 * <p>Skipping loses nothing: Flink tells the sinks to commit only after the metadata were moved to their name as a whole,
 * so what a torn checkpoint would have committed has not been.
 */
public final class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private static final String SAVEPOINT = "savepoint-";
    private static final int SAVEPOINT_LETTERS = 6;

    private Checkpoints() {}

    /**
     * The newest whole one of any job in a directory.
     *
     * @param directory {@code execution.checkpointing.dir}; may be missing
     */
    public static Optional<Checkpoint> newest(Path directory) {
        return newestWhole(list(directory)
                .filter(Files::isDirectory)
                .flatMap(Checkpoints::of)
                .sorted(Comparator.comparing(Checkpoints::written).reversed())
                .toList());
    }

    /**
     * The newest whole one of a job that was restarted under new ids, each time from the one before.
     *
     * @param directory {@code execution.checkpointing.dir}
     * @param jobs ids, the first run's first; numbers of checkpoints grow along them
     */
    public static Optional<Checkpoint> newest(Path directory, List<String> jobs) {
        return newestWhole(jobs.stream()
                .map(directory::resolve)
                .flatMap(Checkpoints::of)
                .sorted(Comparator.comparingLong(Checkpoint::number)
                        .thenComparing(checkpoint ->
                                jobs.indexOf(checkpoint.job().getFileName().toString()))
                        .reversed())
                .toList());
    }

    /**
     * The newest whole savepoint of a job.
     *
     * @param directory that it was to write into
     * @param job id; Flink names savepoints after its beginning
     */
    public static Optional<RestorePoint> newestSavepoint(Path directory, String job) {
        String prefix = SAVEPOINT + job.substring(0, Math.min(job.length(), SAVEPOINT_LETTERS)) + "-";
        return list(directory)
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .flatMap(path -> whole(path).stream())
                .max(Comparator.comparingLong(RestorePoint::number));
    }

    private static Optional<RestorePoint> whole(Path savepoint) {
        try {
            return Optional.of(RestorePoint.at(savepoint));
        } catch (IOException e) {
            LOG.info("Savepoint {} is skipped: {}", savepoint, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Checkpoint> newestWhole(List<Checkpoint> newestFirst) {
        for (Checkpoint checkpoint : newestFirst) {
            Optional<String> fault = Wholeness.of(checkpoint.metadata()).fault();
            if (fault.isEmpty()) {
                return Optional.of(checkpoint);
            }
            LOG.info("Checkpoint {} is skipped: {}", checkpoint.path(), fault.get());
        }
        return Optional.empty();
    }

    private static Stream<Checkpoint> of(Path job) {
        return list(job)
                .map(path -> path.getFileName().toString())
                .filter(name -> name.matches(Checkpoint.PREFIX + "[0-9]{1,18}"))
                .map(name -> new Checkpoint(job, Long.parseLong(name.substring(Checkpoint.PREFIX.length()))));
    }

    private static Stream<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for checkpoints in " + directory, e);
        }
    }

    /** When its metadata were; a checkpoint without them is not older than any other, and found to be torn. */
    private static long written(Checkpoint checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.metadata()).toMillis();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
