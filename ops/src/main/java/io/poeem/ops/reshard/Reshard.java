package io.poeem.ops.reshard;

import io.poeem.job.FlinkSettings;
import io.poeem.job.Operators;
import io.poeem.job.announce.Announcer;
import io.poeem.job.event.OutputRecord;
import io.poeem.job.model.ProgressOperator;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.ModelOptions;
import io.poeem.job.options.VersionOptions;
import io.poeem.job.sequence.Position;
import io.poeem.job.sequence.Resharded;
import io.poeem.job.sequence.RoundPosition;
import io.poeem.job.serial.JobTypes;
import io.poeem.job.trainer.Progress;
import io.poeem.job.trainer.ProgressSerializer;
import io.poeem.job.trainer.RunIntervals;
import io.poeem.job.trainer.RunPosition;
import io.poeem.job.trainer.RunPositionSerializer;
import io.poeem.job.trainer.Sharding;
import io.poeem.train.Resharding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.InflightDataRescalingDescriptor;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Makes a savepoint of a number of shards, another or the same, out of one: reads the trainer's state and writes it anew, with the state of the
 * operators that only many shards have; all others, sources with their offsets, users' histories, sinks, stay as they are.
 *
 * <p>Rows flow from the one savepoint to the other through a Flink in this process, whose RocksDB needs as much room in the directory
 * of temporary files as the items and the tokens of one shard take. On the heap there is what shards have once, and the tokens
 * that were touched in the last round.
 */
public final class Reshard {

    private static final OperatorIdentifier TRAINER = OperatorIdentifier.forUid(Operators.TRAINER.uid());
    private static final OperatorIdentifier PROGRESS = OperatorIdentifier.forUid(Operators.PROGRESS.uid());
    private static final OperatorIdentifier ANNOUNCER = OperatorIdentifier.forUid(Operators.ANNOUNCER.uid());

    /** What only many shards have, and what belongs to their run; a new run begins. */
    private static final List<OperatorIdentifier> OF_THE_RUN = List.of(
            TRAINER,
            PROGRESS,
            ANNOUNCER,
            OperatorIdentifier.forUid(Operators.MODEL.uid()),
            OperatorIdentifier.forUid(Operators.MERGE.uid()),
            OperatorIdentifier.forUid(Operators.MODEL_SINK.uid()),
            OperatorIdentifier.forUid("Sink Committer: " + Operators.MODEL_SINK.uid()));

    private static final TypeInformation<byte[]> BYTES = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

    private final JobOptions options;
    private final Savepoint from;
    private final Savepoint to;
    private final Consumer<String> says;
    private final int shards;

    /**
     * @param options of the job, with the new number of shards
     * @param from directory of a savepoint
     * @param to directory of the new one, which is made
     * @param says takes a line for each step
     */
    public Reshard(JobOptions options, String from, String to, Consumer<String> says) {
        this.options = options;
        this.from = Savepoint.at(from);
        this.to = Savepoint.at(to);
        this.says = says;
        this.shards = options.get(ModelOptions.SHARDS);
    }

    /**
     * Writes the new savepoint.
     *
     * @return where it is
     * @throws ReshardException if it cannot be made of what is there
     */
    public String run() {
        to.requireNew();
        SavepointOperators operators = from.operators();
        if (!operators.contains(TRAINER)) {
            throw new ReshardException(from + " is no savepoint of this job: it has no state of the trainer.");
        }
        try {
            reshard(operators);
            return to.toString();
        } catch (ReshardException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw new ReshardException(from + " cannot be made into " + shards + " shards: " + e.getMessage(), e);
        } catch (Exception e) {
            throw new ReshardException(
                    "A savepoint of " + shards + " shards could not be made of " + from + "; what is in " + to
                            + " by now is none, delete it.",
                    e);
        }
    }

    private void reshard(SavepointOperators operators) throws Exception {
        OldShards before = OldShards.of(collect(new OwnStates()));
        byte[] manifest = previousManifest(before, operators);
        if (before.count() == 1 && shards == 1) {
            throw new ReshardException(from + " is of one shard already: start from it as it is.");
        }
        says.accept(String.format("%d shards, to become %d", before.count(), shards));
        Sharding after = new Sharding(shards);
        Resharding learners = new Resharding(options.learner(), before.learners(), shards, after::shardOf);
        boolean news = learners.hasNews();
        merge(before, learners);
        sum(before, learners);
        List<Tuple4<Integer, Integer, String, byte[]>> own = new ArrayList<>();
        String run = UUID.randomUUID().toString();
        for (int shard = 0; shard < shards; shard++) {
            own.add(Piece.of(after.key(shard), Piece.LEARNER, "", learners.state(shard)));
            own.add(position(after.key(shard), before, news, run, manifest));
        }
        says.accept("writing items and tokens");
        write(before, learners, own, run, manifest, operators);
    }

    /** Merges what shards learned in the round that was not over. */
    private void merge(OldShards before, Resharding learners) throws Exception {
        TreeSet<String> touched = learners.tokensToMerge();
        if (!touched.isEmpty()) {
            says.accept(String.format("merging the round that was begun, %,d tokens", touched.size()));
            for (Tuple4<Integer, Integer, String, byte[]> row : collect(new TouchedTokens(touched))) {
                learners.token(before.sharding().shardOfKey(row.f0), row.f2, row.f3);
            }
        }
        learners.merge();
    }

    private void sum(OldShards before, Resharding learners) throws Exception {
        says.accept("counting items");
        Map<Integer, List<byte[]>> bySlice = new TreeMap<>();
        List<Tuple4<Integer, Integer, String, byte[]>> pieces =
                collect(new SliceSums(options, learners.popularityBefore(), before.sharding(), shards));
        pieces.sort(Comparator.comparingInt(piece -> Integer.parseInt(piece.f2)));
        pieces.forEach(piece ->
                bySlice.computeIfAbsent(piece.f0, slice -> new ArrayList<>()).add(piece.f3));
        learners.sums(new ArrayList<>(bySlice.values()));
    }

    private Tuple4<Integer, Integer, String, byte[]> position(
            Integer key, OldShards before, boolean news, String run, byte[] manifest) {
        Resharded resharded = new Resharded(
                options.get(ModelOptions.ROUND_INTERVAL).toMillis(),
                options.get(VersionOptions.SNAPSHOT_INTERVAL).toMillis());
        if (shards == 1) {
            Position position = resharded.toOne(before.rounds(), news);
            return Piece.of(key, Piece.PROGRESS, new ProgressSerializer(), new Progress(position, manifest));
        }
        RoundPosition position = before.count() == 1
                ? resharded.toMany(before.alone().get(0).position())
                : resharded.toMany(before.rounds(), news);
        RunPosition made = new RunPosition(run, RunIntervals.of(options), position);
        return Piece.of(key, Piece.POSITION, new RunPositionSerializer(), made);
    }

    /** The hash of the last manifest, on which the next one's chain goes on; empty before the first. */
    private byte[] previousManifest(OldShards before, SavepointOperators operators) throws Exception {
        if (before.count() == 1) {
            return before.alone().get(0).previousManifest();
        }
        if (!operators.contains(ANNOUNCER)) {
            return new byte[0];
        }
        List<OutputRecord> parts = collect(
                reader(environment()).readListState(ANNOUNCER, Announcer.parts().getName(), JobTypes.OUTPUT));
        if (!parts.isEmpty()) {
            throw new ReshardException(
                    from + " holds " + parts.size() + " parts of a version that is not whole: take a savepoint again.");
        }
        List<byte[]> kept = collect(reader(environment())
                .readListState(ANNOUNCER, Announcer.previousManifest().getName(), BYTES));
        return kept.isEmpty() ? new byte[0] : kept.get(0);
    }

    private void write(
            OldShards before,
            Resharding learners,
            List<Tuple4<Integer, Integer, String, byte[]>> own,
            String run,
            byte[] manifest,
            SavepointOperators operators)
            throws Exception {
        StreamExecutionEnvironment env = environment();
        Sharding after = new Sharding(shards);
        Integer[][] keys = new Integer[shards][];
        for (int shard = 0; shard < shards; shard++) {
            keys[shard] = after.sliceKeys(shard);
        }
        Map<String, byte[]> merged = learners.mergedTokens();
        ItemRows items = new ItemRows(
                options, learners.popularityBefore(), learners.popularityAfter(), before.sharding(), after, keys);
        DataStream<Tuple4<Integer, Integer, String, byte[]>> pieces = env.fromData(own, Piece.TYPE)
                .union(
                        read(env, items),
                        read(env, new TokenRows(before.sharding(), new TreeSet<>(merged.keySet()), keys)),
                        read(env, new WaitingEvents(after)));
        if (!merged.isEmpty()) {
            pieces = pieces.union(MergedTokens.of(env, merged, keys));
        }
        SavepointWriter writer = SavepointWriter.fromExistingSavepoint(env, from.toString());
        OF_THE_RUN.stream().filter(operators::contains).forEach(writer::removeOperator);
        operators.finished().stream()
                .map(state ->
                        OperatorIdentifier.forUidHash(state.getOperatorID().toHexString()))
                .forEach(writer::removeOperator);
        writer.withOperator(
                TRAINER,
                OperatorTransformation.bootstrapWith(pieces)
                        .setMaxParallelism(Sharding.MAX_PARALLELISM)
                        .keyBy(piece -> piece.f0, Types.INT)
                        .transform(new StateWriter()));
        if (shards > 1) {
            writer.withOperator(PROGRESS, list(env, ProgressOperator.run(), Types.STRING, run));
            writer.withOperator(ANNOUNCER, list(env, Announcer.previousManifest(), BYTES, manifest));
        }
        writer.write(to.toString());
        env.execute("Reshard");
        to.add(operators.finished());
    }

    private static <T> StateBootstrapTransformation<T> list(
            StreamExecutionEnvironment env, ListStateDescriptor<T> state, TypeInformation<T> type, T element) {
        return OperatorTransformation.bootstrapWith(env.fromData(List.of(element), type))
                .setMaxParallelism(Sharding.MAX_PARALLELISM)
                .transform(new ListWriter<>(state));
    }

    private List<Tuple4<Integer, Integer, String, byte[]>> collect(PieceReader reading) throws Exception {
        return collect(read(environment(), reading));
    }

    private static <T> List<T> collect(DataStream<T> stream) throws Exception {
        List<T> all = new ArrayList<>();
        try (CloseableIterator<T> elements = stream.executeAndCollect()) {
            elements.forEachRemaining(all::add);
        }
        return all;
    }

    private DataStream<Tuple4<Integer, Integer, String, byte[]>> read(
            StreamExecutionEnvironment env, PieceReader reading) throws Exception {
        return reader(env)
                .readKeyedState(TRAINER, reading, Types.INT, Piece.TYPE)
                .filter(piece -> piece.f1 != Piece.NOTHING);
    }

    private SavepointReader reader(StreamExecutionEnvironment env) throws Exception {
        return SavepointReader.read(env, from.toString());
    }

    /** A Flink in this process that reads savepoints. */
    static StreamExecutionEnvironment environment() {
        Configuration settings = FlinkSettings.embedded();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(RocksDBOptions.USE_MANAGED_MEMORY, false);
        settings.set(
                PipelineOptions.SERIALIZATION_CONFIG,
                List.of(String.format(
                        "%s: {type: kryo, kryo-type: default, class: %s}",
                        InflightDataRescalingDescriptor.class.getName(), NoRescaling.class.getName())));
        return StreamExecutionEnvironment.createLocalEnvironment(
                Runtime.getRuntime().availableProcessors(), settings);
    }
}
