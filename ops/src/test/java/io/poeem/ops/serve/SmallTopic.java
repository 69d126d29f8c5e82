package io.poeem.ops.serve;

import io.poeem.searcher.topic.LogRecord;
import io.poeem.searcher.topic.RecordLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A topic in memory, whose logs wait for records. */
final class SmallTopic {

    private final List<LogRecord> records = new ArrayList<>(); // guarded by this

    synchronized void append(long timestamp, byte[] value) {
        records.add(new LogRecord(0, records.size(), timestamp, null, value));
        notifyAll();
    }

    RecordLog open() {
        return new Log();
    }

    private final class Log implements RecordLog {
        private int position;
        private boolean woken;

        @Override
        public void seekToBeginning() {
            position = 0;
        }

        @Override
        public void seekToTime(long timestamp) {
            synchronized (SmallTopic.this) {
                position = 0;
                while (position < records.size() && records.get(position).timestamp() < timestamp) {
                    position++;
                }
            }
        }

        @Override
        public List<LogRecord> poll(Duration wait) {
            synchronized (SmallTopic.this) {
                if (position == records.size() && !woken && wait.toMillis() > 0) {
                    await(wait);
                }
                if (woken) {
                    throw new Woken();
                }
                List<LogRecord> polled = List.copyOf(records.subList(position, records.size()));
                position = records.size();
                return polled;
            }
        }

        private void await(Duration wait) {
            try {
                SmallTopic.this.wait(wait.toMillis());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean atEnd() {
            synchronized (SmallTopic.this) {
                return position == records.size();
            }
        }

        @Override
        public void wakeup() {
            synchronized (SmallTopic.this) {
                woken = true;
                SmallTopic.this.notifyAll();
            }
        }

        @Override
        public void close() {
            wakeup();
        }
    }
}
