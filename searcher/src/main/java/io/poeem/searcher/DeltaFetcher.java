package io.poeem.searcher;

import io.poeem.schemas.ChunkRef;
import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.Batch;
import io.poeem.searcher.topic.ChunkSource;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.snapshot.Assembler;
import io.poeem.state.snapshot.SnapshotException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * Gets the chunks of an announced version and has them verified. Belongs to one thread.
 *
 * <p>Reads on from where the version before ended. If the end of the topic is reached and chunks are still missing, it goes
 * back once to where this version must start, then waits at the end until patience runs out. Chunks of other versions that
 * it meets are kept for later, within the limits; what one poll brought beyond the version stays where it is until the next
 * version is fetched, so that many small versions in one poll cannot push each other out.
 */
final class DeltaFetcher {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String index;
    private final ChunkSource source;
    private final LoadLimits limits;
    private final LongSupplier nanoTime;
    private final ArrayDeque<IndexChunk> polled = new ArrayDeque<>(); // read, and not yet with the assembler
    private Assembler assembler;
    private boolean positioned;
    private String lastFault = "";
    private long lastFetched = -1;

    DeltaFetcher(String index, ChunkSource source, LoadLimits limits, LongSupplier nanoTime) {
        this.index = index;
        this.source = source;
        this.limits = limits;
        this.nanoTime = nanoTime;
        startOver();
    }

    /**
     * @param waiting for chunks that are not there
     * @throws Waiting.Interrupted if something else is wanted; the next call may be of another version
     * @throws SnapshotException if the version is not whole and true; what was read is dropped, the next call starts over
     * @throws RuntimeException if the source cannot be read
     */
    IndexDelta fetch(Announced announced, Waiting waiting) throws SnapshotException {
        if (announced.version() <= lastFetched) {
            startOver(); // back to an older version: its chunks were let go
        }
        try {
            collect(announced, waiting);
            IndexDelta delta = assembler.assemble(announced.manifest());
            assembler.discardThrough(announced.version());
            lastFetched = announced.version();
            return delta;
        } catch (SnapshotException.Incomplete e) {
            String fault = lastFault;
            startOver();
            throw fault.isEmpty() ? e : new SnapshotException.Incomplete(e.getMessage() + "; met on the way: " + fault);
        } catch (SnapshotException e) {
            startOver();
            throw e;
        }
    }

    static long bytes(IndexManifest manifest) {
        return manifest.getChunks().stream().mapToLong(ChunkRef::getLength).sum();
    }

    private void collect(Announced announced, Waiting waiting) {
        boolean wentBack = !positioned;
        if (!positioned) {
            seek(announced);
            positioned = true;
        }
        long waitingSince = Long.MIN_VALUE;
        while (!assembler.isComplete(announced.manifest())) {
            if (addPolled(announced) || poll() || !source.atEnd()) {
                continue;
            }
            if (!wentBack) {
                seek(announced);
                wentBack = true;
            } else if (waitingSince == Long.MIN_VALUE) {
                waitingSince = nanoTime.getAsLong();
            } else if (waiting.interrupted()) {
                throw new Waiting.Interrupted();
            } else if (nanoTime.getAsLong() - waitingSince
                    >= waiting.patience(announced.version()).toNanos()) {
                return;
            }
        }
    }

    private void seek(Announced announced) {
        source.seek(announced.trainedThrough());
        polled.clear();
    }

    /** Hands chunks on until one of the announced version has been; false if there are none left. */
    private boolean addPolled(Announced announced) {
        boolean any = !polled.isEmpty();
        boolean wanted = false;
        while (!wanted && !polled.isEmpty()) {
            IndexChunk chunk = polled.remove();
            assembler.add(chunk);
            wanted = chunk.getVersion() == announced.version();
        }
        return any;
    }

    private boolean poll() {
        Batch<IndexChunk> batch = source.poll(POLL);
        polled.addAll(batch.values());
        if (!batch.faults().isEmpty()) {
            lastFault = batch.faults().get(batch.faults().size() - 1);
        }
        return !batch.isEmpty();
    }

    private void startOver() {
        assembler = new Assembler(index, limits.maxBytes(), limits.maxVersions());
        polled.clear();
        positioned = false;
        lastFetched = -1;
        lastFault = "";
    }
}
