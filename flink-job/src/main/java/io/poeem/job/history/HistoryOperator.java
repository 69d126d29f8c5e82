package io.poeem.job.history;

import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.ExampleRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.history.HistoryCache.Entry;
import io.poeem.schemas.Click;
import io.poeem.schemas.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Puts its user's history beside each click. Keyed by user.
 *
 * <p>Histories live in keyed state; those of users seen lately are cached on the heap and written back when they are
 * evicted and before each checkpoint's barrier. What a click sees follows from event times alone: an old history is not
 * seen, whether it is still in state or not. State goes when a timer finds it too old; a user has one timer, set about an
 * eighth of the time to live beyond what is needed, so that an active user costs few of them.
 */
public final class HistoryOperator extends AbstractStreamOperator<ShardEvent>
        implements OneInputStreamOperator<ClickRecord, ShardEvent>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1;
    private static final int TIMERS_PER_TTL = 8;

    private final int length;
    private final long ttlMillis;
    private final int cacheUsers;

    private transient HistoryRules rules;
    private transient HistoryCache cache;
    private transient ValueState<StoredHistory> stored;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient StreamRecord<ShardEvent> out;
    private transient Counter hits;
    private transient Counter misses;

    public HistoryOperator(HistoryRules rules, int cacheUsers) {
        this.length = rules.length();
        this.ttlMillis = rules.ttlMillis();
        this.cacheUsers = cacheUsers;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        stored = context.getKeyedStateStore()
                .getState(new ValueStateDescriptor<>("history", new StoredHistorySerializer()));
    }

    @Override
    public void open() throws Exception {
        super.open();
        rules = new HistoryRules(length, ttlMillis);
        cache = new HistoryCache(cacheUsers, this::write);
        timers = getInternalTimerService("history-expiry", VoidNamespaceSerializer.INSTANCE, this);
        out = new StreamRecord<>(null);
        hits = metrics.counter("cacheHits");
        misses = metrics.counter("cacheMisses");
        metrics.gauge("cachedUsers", () -> cache.size());
    }

    /** The key is set only where state is touched: most clicks find their user in the cache. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<ClickRecord> element) throws Exception {
        ClickRecord record = element.getValue();
        Click click = record.click();
        Entry entry = entry(click.getUser());
        List<String> before = entry.history.before(record.eventTime(), rules);
        entry.history.add(click.getItem(), record.eventTime(), rules);
        entry.dirty = true;
        output.collect(out.replace(new ExampleRecord(example(record, click, before)), record.eventTime()));
    }

    /** The end of input is no time: nobody's history is too old because of it, and timers need not fire. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            output.emitWatermark(mark);
        } else {
            super.processWatermark(mark);
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        cache.flush();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        Entry entry = cache.peek(timer.getKey());
        if (entry == null) {
            StoredHistory state = stored.value();
            entry = state == null ? null : entry(state);
        }
        if (entry == null) {
            return;
        }
        if (rules.alive(entry.history.last(), timer.getTimestamp())) {
            entry.timer = Entry.NO_TIMER;
            write(timer.getKey(), entry);
        } else {
            cache.remove(timer.getKey());
            stored.clear();
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("histories expire by event time alone");
    }

    private Entry entry(String user) throws IOException {
        Entry entry = cache.get(user);
        if (entry != null) {
            hits.inc();
            return entry;
        }
        misses.inc();
        setCurrentKey(user);
        StoredHistory state = stored.value();
        entry = state == null ? new Entry(new History(), Entry.NO_TIMER) : entry(state);
        cache.put(user, entry);
        return entry;
    }

    private static Entry entry(StoredHistory state) {
        return new Entry(new History(state.items(), state.last()), state.timer());
    }

    private void write(String user, Entry entry) {
        try {
            setCurrentKey(user);
            if (entry.timer == Entry.NO_TIMER) {
                entry.timer = expiry(entry.history.last());
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, entry.timer);
            }
            stored.update(new StoredHistory(entry.history.items(), entry.history.last(), entry.timer));
        } catch (IOException e) {
            throw new UncheckedIOException("The history of a user cannot be written to state.", e);
        }
    }

    /** The first multiple of the timers' grain at which a history last added to at {@code last} is too old. */
    private long expiry(long last) {
        long grain = Math.max(1, ttlMillis / TIMERS_PER_TTL);
        long dead = last + ttlMillis;
        return Math.floorDiv(dead + grain - 1, grain) * grain;
    }

    private static Example example(ClickRecord record, Click click, List<String> history) {
        return new Example(
                click.getUser(),
                click.getItem(),
                click.getEventTime(),
                record.partition(),
                record.offset(),
                click.getWeight(),
                record.clamped(),
                history,
                click.getContext());
    }
}
