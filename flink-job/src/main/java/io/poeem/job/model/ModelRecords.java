package io.poeem.job.model;

import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.RoundPace;
import io.poeem.job.event.RoundProgress;
import io.poeem.job.trainer.Sharding;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.ModelRecord;
import io.poeem.schemas.Wire;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Events of the model topic as records and back. For one thread. */
final class ModelRecords {

    private static final int BLOCK = 1;
    private static final int PROGRESS = 2;
    private static final int PACE = 3;
    /** There are as many blocks as shards. */
    private static final int MOST_BLOCKS = Sharding.MAX_PARALLELISM;

    /** No round begins later, milliseconds since 1970: to this an interval can still be added. */
    private static final long LATEST = Long.MAX_VALUE / 2;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Wire<ModelRecord> wire = Wire.models(Limits.INDEX);

    byte[] encode(ModelEvent event) {
        if (event instanceof MergedBlock block) {
            return wire.encode(new ModelRecord(
                    block.run(),
                    BLOCK,
                    block.round(),
                    block.block(),
                    block.sequence(),
                    ByteBuffer.wrap(block.payload())));
        }
        if (event instanceof RoundPace pace) {
            return wire.encode(watermark(pace.run(), PACE, pace.watermark()));
        }
        RoundProgress progress = (RoundProgress) event;
        return wire.encode(watermark(progress.run(), PROGRESS, progress.watermark()));
    }

    private static ModelRecord watermark(String run, int kind, long watermark) {
        return new ModelRecord(run, kind, watermark, 0, 0, NOTHING.duplicate());
    }

    /** Empty for a kind that this release does not know. */
    Optional<ModelEvent> decode(byte[] bytes) throws MalformedRecord {
        ModelRecord record = wire.decode(bytes);
        return switch (record.getKind()) {
            case BLOCK -> Optional.of(block(record));
            case PROGRESS -> Optional.of(new RoundProgress(record.getRun(), record.getTime()));
            case PACE -> Optional.of(new RoundPace(record.getRun(), record.getTime()));
            default -> Optional.empty();
        };
    }

    /** What a shard keeps and reckons with: a place out of range is nobody's, and would stay in its state for ever. */
    private static MergedBlock block(ModelRecord record) throws MalformedRecord {
        long round = record.getTime();
        int block = record.getBlock();
        int sequence = record.getSequence();
        boolean possible = round >= 0 && round <= LATEST && block >= 0 && block < MOST_BLOCKS && sequence >= 0;
        if (!possible) {
            throw new MalformedRecord(
                    MalformedRecord.Reason.STRUCTURE,
                    "round " + round + ", block " + block + ", sequence " + sequence + ": rounds begin at 0 to "
                            + LATEST + ", blocks are 0 to " + (MOST_BLOCKS - 1) + ", sequences 0 and up");
        }
        return new MergedBlock(record.getRun(), round, block, sequence, payload(record));
    }

    /** Without a copy where the record has its bytes for itself. */
    private static byte[] payload(ModelRecord record) {
        ByteBuffer payload = record.getPayload();
        if (payload.hasArray() && payload.arrayOffset() == 0 && payload.remaining() == payload.array().length) {
            return payload.array();
        }
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }
}
