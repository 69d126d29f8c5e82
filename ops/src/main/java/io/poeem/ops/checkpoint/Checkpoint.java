package io.poeem.ops.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint's place: {@code JOB/chk-N}.
 *
 * @param job the directory of the job's id
 * @param number counts on over restarts of a job from its own checkpoints
 */
public record Checkpoint(Path job, long number) {

    static final String PREFIX = "chk-";
    /** The file that makes a directory a checkpoint, or a savepoint. */
    public static final String METADATA = "_metadata";

    /** What a job is restored from. */
    public Path path() {
        return job.resolve(PREFIX + number);
    }

    Path metadata() {
        return path().resolve(METADATA);
    }
}
