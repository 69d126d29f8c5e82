package io.poeem.job;

import io.poeem.job.clamp.ClampOperator;
import io.poeem.job.clamp.ClickClamp;
import io.poeem.job.clamp.ItemClamp;
import io.poeem.job.decode.ClickDecoder;
import io.poeem.job.decode.DecodeLimits;
import io.poeem.job.decode.ItemDecoder;
import io.poeem.job.event.ClickRecord;
import io.poeem.job.event.Decoded;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.Rejected;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.history.HistoryOperator;
import io.poeem.job.options.Decoding;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.RuntimeOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.job.preflight.Landscape;
import io.poeem.job.serial.JobTypes;
import io.poeem.job.sink.Sinks;
import io.poeem.job.source.Pace;
import io.poeem.job.source.Range;
import io.poeem.job.source.TopicSource;
import io.poeem.job.trainer.ShardTrainer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job graph.
 *
 * <pre>
 *   clicks ─► clamp ─┬──────► keyBy(user) history ─► keyBy(shard) ┐
 *                    │                                            ├─► trainer ─► index, versions
 *   items ──► clamp ─┼──────────────────────────────► keyBy(shard) ┘
 *                    └─► rejected
 * </pre>
 *
 * Source and clamp are one chain, and so are a trainer that is alone and its sink. Many shards: {@link SharedTopology}. uids:
 * {@link Operators}.
 */
final class Topology {

    private final StreamExecutionEnvironment env;
    private final JobOptions options;
    private final Landscape landscape;

    private Topology(StreamExecutionEnvironment env, JobOptions options, Landscape landscape) {
        this.env = env;
        this.options = options;
        this.landscape = landscape;
    }

    /** Adds the job's operators to the environment. */
    static void build(StreamExecutionEnvironment env, JobOptions options, Landscape landscape) {
        new Topology(env, options, landscape).build();
    }

    private void build() {
        SingleOutputStreamOperator<ClickRecord> clicks = clicks();
        DataStream<Rejected> rejected = clicks.getSideOutput(ClampOperator.REJECTED);
        DataStream<ShardEvent> events = history(clicks);
        if (options.topics().items().isPresent()) {
            SingleOutputStreamOperator<ShardEvent> items =
                    items(options.topics().items().get());
            rejected = rejected.union(items.getSideOutput(ClampOperator.REJECTED));
            events = events.union(items);
        }
        versions(events)
                .sinkTo(Sinks.index(options))
                .uid(Operators.INDEX.uid())
                .name(Operators.INDEX.title())
                .setParallelism(1);
        rejected.sinkTo(Sinks.rejected(options, landscape.rejectedBytes()))
                .uid(Operators.REJECTED.uid())
                .name(Operators.REJECTED.title())
                .setParallelism(1);
    }

    private SingleOutputStreamOperator<ClickRecord> clicks() {
        DecodeLimits limits = Decoding.limits(options);
        TopicSource source = new TopicSource(
                options.topics().clicks(),
                Range.of(options.from(), landscape.clickStarts(), landscape.clickEnds()),
                idleness().isZero() ? options.get(StreamOptions.MAX_LEAD) : Integer.MAX_VALUE,
                Consumers.of(options),
                () -> new ClickDecoder(limits, Clock.systemUTC()),
                options.shares() ? SharedTopology.pace(options) : () -> Pace.FREE);
        int parallelism = Math.min(options.get(RuntimeOptions.SOURCE_PARALLELISM), landscape.clickPartitions());
        return read(source, idle(idleness()), Operators.CLICKS, parallelism)
                .transform(Operators.CLAMP_CLICKS.title(), JobTypes.CLICK, new ClickClamp())
                .uid(Operators.CLAMP_CLICKS.uid())
                .setParallelism(parallelism);
    }

    private SingleOutputStreamOperator<ShardEvent> items(String topic) {
        DecodeLimits limits = Decoding.limits(options);
        TopicSource source = new TopicSource(
                topic,
                Range.of(OptionalLong.empty(), Map.of(), landscape.itemEnds()),
                Integer.MAX_VALUE,
                Consumers.of(options),
                () -> new ItemDecoder(limits, Clock.systemUTC()),
                () -> Pace.FREE);
        boolean bounded = options.get(StreamOptions.BOUNDED);
        Duration idleness = bounded ? Duration.ZERO : options.get(StreamOptions.CATALOGUE_IDLENESS);
        return read(source, idle(idleness), Operators.ITEMS, 1)
                .transform(Operators.CLAMP_ITEMS.title(), JobTypes.SHARD_EVENT, new ItemClamp())
                .uid(Operators.CLAMP_ITEMS.uid())
                .setParallelism(1);
    }

    private SingleOutputStreamOperator<Decoded> read(
            TopicSource source, WatermarkStrategy<Decoded> watermarks, Operators operator, int parallelism) {
        return env.fromSource(source, watermarks, operator.title())
                .uid(operator.uid())
                .setParallelism(parallelism);
    }

    private SingleOutputStreamOperator<ShardEvent> history(DataStream<ClickRecord> clicks) {
        return clicks.keyBy(record -> record.click().getUser(), Types.STRING)
                .transform(
                        Operators.HISTORY.title(),
                        JobTypes.SHARD_EVENT,
                        new HistoryOperator(Decoding.history(options), options.get(RuntimeOptions.CACHE_USERS)))
                .uid(Operators.HISTORY.uid())
                .setParallelism(options.get(RuntimeOptions.HISTORY_PARALLELISM));
    }

    private SingleOutputStreamOperator<OutputRecord> versions(DataStream<ShardEvent> events) {
        KeyedStream<ShardEvent, Integer> keyed = events.keyBy(ShardTrainer.keys(options), Types.INT);
        return options.shares()
                ? new SharedTopology(env, options, landscape.modelEnd()).versions(keyed)
                : keyed.transform(Operators.TRAINER.title(), JobTypes.OUTPUT, new ShardTrainer(options))
                        .uid(Operators.TRAINER.uid())
                        .setMaxParallelism(ShardTrainer.MAX_PARALLELISM)
                        .setParallelism(1);
    }

    private Duration idleness() {
        return options.get(StreamOptions.IDLENESS);
    }

    private static WatermarkStrategy<Decoded> idle(Duration after) {
        return after.isZero()
                ? TopicSource.watermarks()
                : TopicSource.watermarks().withIdleness(after);
    }
}
