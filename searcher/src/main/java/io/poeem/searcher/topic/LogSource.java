package io.poeem.searcher.topic;

import io.poeem.schemas.MalformedRecord;
import io.poeem.state.snapshot.SnapshotException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records of one kind out of a log: what cannot be read is a fault with its place, and never ends the reading. */
abstract class LogSource<T> {

    private final RecordLog log;
    private final String kind;

    /** @param log owned from here on */
    LogSource(RecordLog log, String kind) {
        this.log = log;
        this.kind = kind;
    }

    /** Empty for a record of another index. */
    abstract Optional<T> decode(LogRecord record) throws MalformedRecord, SnapshotException;

    final RecordLog log() {
        return log;
    }

    public final Batch<T> poll(Duration wait) {
        List<T> values = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (LogRecord record : log.poll(wait)) {
            try {
                decode(record).ifPresent(values::add);
            } catch (MalformedRecord | SnapshotException e) {
                faults.add(kind + " at " + record.place() + " of " + log + ": " + e.getMessage());
            }
        }
        return new Batch<>(values, faults);
    }

    public final boolean atEnd() {
        return log.atEnd();
    }

    public final void wakeup() {
        log.wakeup();
    }

    public final void close() {
        log.close();
    }
}
