package io.poeem.job;

import io.poeem.job.announce.Announcer;
import io.poeem.job.event.Contribution;
import io.poeem.job.event.MergedBlock;
import io.poeem.job.event.ModelEvent;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.event.ShardEvent;
import io.poeem.job.model.ModelSource;
import io.poeem.job.model.ModelToKafka;
import io.poeem.job.model.ProgressOperator;
import io.poeem.job.model.ProgressPace;
import io.poeem.job.model.RoundMerge;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.RuntimeOptions;
import io.poeem.job.options.StreamOptions;
import io.poeem.job.serial.JobTypes;
import io.poeem.job.sink.Sinks;
import io.poeem.job.source.TopicSource;
import io.poeem.job.trainer.RoundTrainer;
import io.poeem.job.trainer.Sharding;
import java.time.Duration;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/**
 * The part of the job graph in which many shards train and merge (design section 7).
 *
 * <pre>
 *   events ─► keyBy(shard) ─► trainer ─┬─► announcer ─► index, versions
 *                                ▲     └─► contributions ─► keyBy(block) merge ─► progress ─┐
 *                                └─────────────── broadcast ◄── model topic ◄───────────────┘
 * </pre>
 *
 * The loop's edges are sent at once. The source of clicks goes at the pace of the rounds, which bounds what waits in the trainer.
 */
final class SharedTopology {

    private static final long AT_ONCE = 0;

    private final StreamExecutionEnvironment env;
    private final JobOptions options;
    private final long modelEnd;
    private final String run = UUID.randomUUID().toString();

    /** @param modelEnd offset from which a run without state reads the model topic */
    SharedTopology(StreamExecutionEnvironment env, JobOptions options, long modelEnd) {
        this.env = env;
        this.options = options;
        this.modelEnd = modelEnd;
    }

    /** Keeps a source so many rounds ahead of the shards' progress at most. */
    static TopicSource.PaceFactory pace(JobOptions options) {
        Duration ahead =
                options.get(ModelOptions.ROUND_INTERVAL).multipliedBy(options.get(RuntimeOptions.ROUNDS_AHEAD));
        TopicPartition partition = new TopicPartition(options.topics().model(), ModelToKafka.PACE);
        return () -> new ProgressPace(partition, ahead, Consumers.ofModel(options));
    }

    /** Chunks and whole manifests. */
    SingleOutputStreamOperator<OutputRecord> versions(KeyedStream<ShardEvent, Integer> events) {
        SingleOutputStreamOperator<OutputRecord> trainer = events.connect(model().broadcast())
                .transform(Operators.TRAINER.title(), JobTypes.OUTPUT, new RoundTrainer(options, run))
                .uid(Operators.TRAINER.uid())
                .setMaxParallelism(RoundTrainer.MAX_PARALLELISM)
                .setParallelism(options.trainerParallelism())
                .setBufferTimeout(AT_ONCE);
        write(merged(trainer.getSideOutput(RoundTrainer.CONTRIBUTIONS)));
        return trainer.transform(Operators.ANNOUNCER.title(), JobTypes.OUTPUT, new Announcer(options))
                .uid(Operators.ANNOUNCER.uid())
                .setParallelism(1);
    }

    private DataStream<ModelEvent> model() {
        ModelSource source = new ModelSource(
                new TopicPartition(options.topics().model(), ModelToKafka.MODEL),
                modelEnd,
                options.get(StreamOptions.BOUNDED),
                Consumers.ofModel(options));
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), Operators.MODEL.title())
                .uid(Operators.MODEL.uid())
                .setParallelism(1)
                .setBufferTimeout(AT_ONCE);
    }

    private SingleOutputStreamOperator<MergedBlock> merged(DataStream<Contribution> contributions) {
        Sharding sharding = new Sharding(options.get(ModelOptions.SHARDS));
        return contributions
                .keyBy(sharding.blocks(), Types.INT)
                .transform(
                        Operators.MERGE.title(),
                        JobTypes.MERGED_BLOCK,
                        new RoundMerge(
                                sharding,
                                options.get(ModelOptions.ROUND_INTERVAL).toMillis()))
                .uid(Operators.MERGE.uid())
                .setMaxParallelism(RoundTrainer.MAX_PARALLELISM)
                .setParallelism(options.trainerParallelism())
                .setBufferTimeout(AT_ONCE);
    }

    private void write(SingleOutputStreamOperator<MergedBlock> merged) {
        long roundMillis = options.get(ModelOptions.ROUND_INTERVAL).toMillis();
        merged.transform(Operators.PROGRESS.title(), JobTypes.MODEL, new ProgressOperator(run, roundMillis))
                .uid(Operators.PROGRESS.uid())
                .setParallelism(1)
                .sinkTo(Sinks.model(options))
                .uid(Operators.MODEL_SINK.uid())
                .name(Operators.MODEL_SINK.title())
                .setParallelism(1);
    }
}
