package io.poeem.searcher.testkit;

import io.poeem.searcher.topic.LogRecord;
import io.poeem.searcher.topic.RecordLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A topic in memory. Its logs wait for records if they are told to, and otherwise pass the waiting time on to a clock. */
public final class MemoryTopic {

    /** Few unless told otherwise, so that a version needs several polls. */
    private int recordsPerPoll = 3;

    private final List<LogRecord> records = new ArrayList<>();
    private int read;

    public synchronized void append(long timestamp, byte[] value) {
        records.add(new LogRecord(0, records.size(), timestamp, null, value));
        notifyAll();
    }

    public synchronized void recordsPerPoll(int records) {
        recordsPerPoll = records;
    }

    /** How many records all logs have read so far. */
    public synchronized int read() {
        return read;
    }

    /** As if the topic was deleted and made again. */
    public synchronized void clear() {
        records.clear();
        notifyAll();
    }

    public synchronized int size() {
        return records.size();
    }

    /** A log whose polls do not wait, but let this clock advance by the time that they would have waited. */
    public RecordLog open(Consumer<Duration> clock) {
        return new Log(clock);
    }

    /** A log whose polls wait. */
    public RecordLog openWaiting() {
        return new Log(null);
    }

    private final class Log implements RecordLog {
        private final Consumer<Duration> clock;
        private int position;
        private boolean woken;
        private boolean closed;

        Log(Consumer<Duration> clock) {
            this.clock = clock;
        }

        @Override
        public void seekToBeginning() {
            position = 0;
        }

        @Override
        public void seekToTime(long timestamp) {
            synchronized (MemoryTopic.this) {
                requireOpen();
                position = 0;
                while (position < records.size() && records.get(position).timestamp() < timestamp) {
                    position++;
                }
            }
        }

        @Override
        public List<LogRecord> poll(Duration wait) {
            synchronized (MemoryTopic.this) {
                requireOpen();
                if (position > records.size()) {
                    position = 0; // as auto.offset.reset=earliest
                }
                if (position == records.size()) {
                    await(wait);
                }
                int end = Math.min(records.size(), position + recordsPerPoll);
                List<LogRecord> polled = List.copyOf(records.subList(position, end));
                read += polled.size();
                position = end;
                return polled;
            }
        }

        private void await(Duration wait) {
            if (clock != null) {
                clock.accept(wait);
                return;
            }
            try {
                if (!woken && wait.toMillis() > 0) {
                    MemoryTopic.this.wait(wait.toMillis());
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (woken) {
                throw new Woken();
            }
        }

        @Override
        public boolean atEnd() {
            synchronized (MemoryTopic.this) {
                requireOpen();
                return position >= records.size();
            }
        }

        @Override
        public void wakeup() {
            synchronized (MemoryTopic.this) {
                woken = true;
                MemoryTopic.this.notifyAll();
            }
        }

        @Override
        public void close() {
            closed = true;
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("the log is closed");
            }
        }

        @Override
        public String toString() {
            return "a topic in memory";
        }
    }
}
