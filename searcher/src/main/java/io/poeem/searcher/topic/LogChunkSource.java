package io.poeem.searcher.topic;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The chunks of one index in a topic that other indexes may share. */
public final class LogChunkSource implements ChunkSource {

    private final RecordLog log;
    private final String index;
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);

    /** @param log owned from here on */
    public LogChunkSource(RecordLog log, String index) {
        this.log = log;
        this.index = index;
    }

    @Override
    public void seek(long trainedThrough) {
        log.seekToTime(trainedThrough);
    }

    @Override
    public Batch<IndexChunk> poll(Duration wait) {
        List<IndexChunk> chunks = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (LogRecord record : log.poll(wait)) {
            try {
                IndexChunk chunk = wire.decode(record.value());
                if (chunk.getIndex().equals(index)) {
                    chunks.add(chunk);
                }
            } catch (MalformedRecord e) {
                faults.add("chunk at " + record.place() + " of " + log + ": " + e.getMessage());
            }
        }
        return new Batch<>(chunks, faults);
    }

    @Override
    public boolean atEnd() {
        return log.atEnd();
    }

    @Override
    public void wakeup() {
        log.wakeup();
    }

    @Override
    public void close() {
        log.close();
    }
}
