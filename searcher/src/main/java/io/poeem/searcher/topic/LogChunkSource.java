package io.poeem.searcher.topic;

import io.poeem.schemas.IndexChunk;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import java.util.Optional;

/** The chunks of one index in a topic that other indexes may share. */
public final class LogChunkSource extends LogSource<IndexChunk> implements ChunkSource {

    private final String index;
    private final Wire<IndexChunk> wire = Wire.chunks(Limits.INDEX);

    /** @param log owned from here on */
    public LogChunkSource(RecordLog log, String index) {
        super(log, "chunk");
        this.index = index;
    }

    @Override
    public void seek(long trainedThrough) {
        log().seekToTime(trainedThrough);
    }

    @Override
    Optional<IndexChunk> decode(LogRecord record) throws MalformedRecord {
        IndexChunk chunk = wire.decode(record.value());
        return Optional.of(chunk).filter(read -> read.getIndex().equals(index));
    }
}
