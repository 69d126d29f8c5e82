package io.poeem.ops.serve.titles;

import io.poeem.ops.serve.follow.Loop;
import io.poeem.schemas.Item;
import io.poeem.schemas.Limits;
import io.poeem.schemas.MalformedRecord;
import io.poeem.schemas.Wire;
import io.poeem.searcher.topic.KafkaRecordLog;
import io.poeem.searcher.topic.LogRecord;
import io.poeem.searcher.topic.RecordLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps titles as the catalogue's topic has them. A record that cannot be read is passed over: the trainer reports those. */
public final class TitleTopic implements Loop.Work {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int RECORDS_PER_POLL = 5_000;

    private final RecordLog log;
    private final Titles titles;
    private final Wire<Item> wire = Wire.items(Limits.EVENTS);

    /** @param log at its beginning; owned from here on */
    TitleTopic(RecordLog log, Titles titles) {
        this.log = log;
        this.titles = titles;
    }

    /** Follows the topic until the loop is closed. */
    public static Loop follow(Map<String, ?> kafka, String topic, Titles titles) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putIfAbsent("max.poll.records", RECORDS_PER_POLL);
        return Loop.start(
                "poeem-titles",
                Duration.ofSeconds(10),
                () -> new TitleTopic(KafkaRecordLog.open(properties, topic), titles));
    }

    @Override
    public void round() {
        for (LogRecord record : poll()) {
            if (record.value() != null) {
                take(record.value());
            }
        }
    }

    private List<LogRecord> poll() {
        try {
            return log.poll(WAIT);
        } catch (RecordLog.Woken e) {
            return List.of();
        }
    }

    private void take(byte[] value) {
        try {
            Item item = wire.decode(value);
            if (item.getDeleted()) {
                titles.remove(item.getId());
            } else {
                titles.put(item.getId(), item.getTitle());
            }
        } catch (MalformedRecord e) {
            return;
        }
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
