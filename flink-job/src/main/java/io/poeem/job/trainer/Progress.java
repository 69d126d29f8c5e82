package io.poeem.job.trainer;

import io.poeem.job.sequence.Position;

/**
 * Where a shard stands, besides what its learner knows.
 *
 * @param position in the sequence of events
 * @param previousManifest SHA-256 of the last announced manifest; empty before the first
 */
public record Progress(Position position, byte[] previousManifest) {

    static Progress start() {
        return new Progress(Position.start(), new byte[0]);
    }
}
