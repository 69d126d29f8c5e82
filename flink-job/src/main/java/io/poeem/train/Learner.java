package io.poeem.train;

import io.poeem.schemas.Example;
import io.poeem.schemas.Item;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.InputFields;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.StageClock.Stage;
import io.poeem.train.gate.Fault;
import io.poeem.train.gate.QualityGate;
import io.poeem.train.gate.Verdict;
import io.poeem.train.merge.ContributionSink;
import io.poeem.train.popularity.BiasOptions;
import io.poeem.train.popularity.ItemPopularity;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.publish.PublishOptions;
import io.poeem.train.publish.VersionPublisher;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.publish.VersionTally;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.RowInit;
import io.poeem.train.rows.RowStore;
import io.poeem.train.rows.RowTable;
import io.poeem.train.rows.TokenTable;
import io.poeem.train.step.JointStep;
import io.poeem.train.step.StepOptions;
import io.poeem.train.tower.TowerNetwork;
import io.poeem.train.tower.TowerOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Learns two towers and their index from batches of clicks, and writes versions of what it has learned (design section 2).
 *
 * <p>Everything follows from the options and the sequence of calls: the same calls give the same bytes, whatever the cache
 * holds and wherever the learner was stopped and restored. Between calls of {@link #flush} the stores lag behind; after it,
 * the stores and {@link #sharedState} are all there is to keep.
 *
 * <p>Not for concurrent use; knows no clock but the one that measures its own stages.
 */
public final class Learner {

    private final LearnerOptions options;
    /** Empty where there are no other shards. */
    private final Optional<Replica> replica;

    private final Shape shape;
    private final ItemTable items;
    private final TokenTable tokens;
    private final Batch batch;
    private final JointStep step;
    private final TowerNetwork queryTower;
    private final TowerNetwork itemTower;
    private final ItemPopularity popularity;
    private final Offsets offsets;
    private final VersionPublisher publisher;
    private final LearnerState state;
    private final StageClock clock;
    private final QualityGate gate;
    private Verdict verdict = Verdict.none();

    /** A learner over empty stores, or, before {@link #restore}, over those of an earlier one. */
    public Learner(LearnerOptions options, RowStore items, RowStore tokens) {
        this(options, items, tokens, System::nanoTime);
    }

    /** As above, of one of many shards. */
    public Learner(LearnerOptions options, Sharing sharing, RowStore items, RowStore tokens) {
        this(options, sharing, items, tokens, System::nanoTime);
    }

    /** One that is alone, with the clock that measures where time goes. */
    public Learner(LearnerOptions options, RowStore items, RowStore tokens, LongSupplier nanos) {
        this(options, Sharing.ALONE, items, tokens, nanos);
    }

    /** As above, of one of many shards, with the clock that measures where time goes. */
    public Learner(
            LearnerOptions options, Sharing sharing, RowStore itemStore, RowStore tokenStore, LongSupplier nanos) {
        this.options = options;
        LearnerOptions.Model m = options.model();
        int most = options.batch().size();
        int negatives = options.sampling().negatives();
        shape = new Shape(m.dims(), m.coarse(), m.subspaces(), m.centroids());
        state = new LearnerState(options, shape, sharing);
        BiasOptions bias = options.sampling().bias();
        items = items(options, state.popularity, itemStore, options.rows().cache());
        tokens = sharing.isShared()
                ? TokenTable.replica(
                        tokenStore,
                        rowInit(options, 2),
                        m.dims(),
                        options.rows().cache())
                : new TokenTable(
                        tokenStore,
                        rowInit(options, 2),
                        m.dims(),
                        options.rows().cache());
        batch = new Batch(options, items, tokens);
        step = new JointStep(new StepOptions(
                m.dims(),
                most,
                m.scale(),
                m.distortionWeight(),
                options.batch().maskSameUser(),
                options.codebooks().ownCoarse(),
                options.rotation().learns(),
                negatives));
        Fields fields = options.towers().fields();
        queryTower = TowerNetwork.create(towerOptions(3, fields.query(options.query()), most));
        itemTower = TowerNetwork.create(towerOptions(4, fields.item(options.query()), most + negatives));
        popularity = new ItemPopularity(
                items,
                state.popularity,
                options.popularity().weight(),
                bias,
                options.versions().unclicked().prior());
        offsets = new Offsets(
                options.sampling().correction(),
                items,
                state.popularity,
                state.negatives,
                popularity.bias(),
                most + negatives);
        publisher = new VersionPublisher(
                publishOptions(), sharing.shard() == 0, items, tokens, popularity, state.indexHealth);
        gate = new QualityGate(options.gate().bounds(), state.canaries, items);
        clock = new StageClock(nanos);
        replica = sharing.isShared()
                ? Optional.of(new Replica(sharing, shape, state, tokens, queryTower, itemTower))
                : Optional.empty();
    }

    /**
     * Learns from one batch of clicks, in order. Every click counts for popularity and makes its item's row; those with a
     * query are trained on.
     *
     * @param examples with at most {@code batch.size} that have a query
     */
    public void train(List<Example> examples) {
        clock.start();
        batch.clear();
        for (Example example : examples) {
            take(example);
        }
        if (batch.size() > 0) {
            learn();
        }
        items.release();
        tokens.release();
        clock.lap(Stage.ROWS);
        if (state.index.isRefinementDue()) {
            state.index.refine(publisher.encoder(model()), items);
            clock.lap(Stage.QUANTIZER);
        }
    }

    /** Whether the example has a query under these options, so that it counts toward a batch. */
    public static boolean hasQuery(LearnerOptions.Query query, Example example) {
        return QueryTokens.hasAny(query, example);
    }

    private void take(Example example) {
        long time = example.getEventTime();
        int slot = items.acquire(example.getItem(), time);
        boolean first = !state.negatives.isOff() && !items.isClicked(slot);
        state.popularity.count(items, slot, example.getWeight(), time);
        if (first && items.isClicked(slot)) {
            state.negatives.offer(example.getItem());
        }
        state.counts.clicks++;
        if (example.getClamped()) {
            state.counts.clamped++;
        }
        state.index.clicked(example.getItem(), example.getWeight());
        batch.add(example, slot);
    }

    private void learn() {
        int n = batch.size();
        if (!state.negatives.isOff()) {
            state.negatives.draw(state.counts.batches + state.counts.skippedBatches, items, batch);
        }
        int candidates = batch.candidates();
        batch.gather();
        clock.lap(Stage.ROWS);
        queryTower.forward(batch.q(), n, batch.q());
        itemTower.forward(batch.x(), candidates, batch.x());
        clock.lap(Stage.TOWERS);
        step.balance(state.index.balance());
        double loss = step.run(
                n,
                candidates - n,
                batch.q(),
                batch.x(),
                batch.itemIds(),
                batch.userIds(),
                batch.weights(),
                offsets.biases(batch),
                offsets.logQ(batch),
                state.index.codebooks(),
                state.index.rotation());
        clock.lap(Stage.SOFTMAX);
        clock.move(Stage.SOFTMAX, Stage.QUANTIZER, step.quantizerNanos());
        float[] gradQ = step.gradQ();
        float[] gradX = step.gradX();
        int values = n * shape.dims();
        int candidateValues = candidates * shape.dims();
        if (!Finite.all(loss) || !Finite.all(gradQ, values) || !Finite.all(gradX, candidateValues)) {
            state.counts.skippedBatches++;
            return;
        }
        float[] toQ = batch.queryInputGradient(gradQ);
        float[] toX = batch.itemInputGradient(gradX);
        queryTower.backward(gradQ, n, toQ);
        itemTower.backward(gradX, candidates, toX);
        clock.lap(Stage.TOWERS);
        if (batch.isFinite(toQ, toX)) {
            batch.learn(toQ, toX, options.rows().learningRate());
        }
        if (offsets.learns() && Finite.all(step.gradBias(), candidates)) {
            offsets.learn(batch, step.gradBias());
        }
        clock.lap(Stage.ROWS);
        advance(n, loss);
        clock.lap(Stage.QUANTIZER);
    }

    private void advance(int n, double loss) {
        state.canaries.add(step.unitQueries(), items, batch.itemIds(), batch.weights(), n);
        state.counts.batches++;
        state.counts.examples += n;
        state.health.trained(loss, batch.weight(), step, n);
        state.index.learn(step, n, batch.weight(), state.counts, state.health);
    }

    /**
     * Takes over what the catalogue says of an item, at whatever time: catalogues often have none. By option the item is in the
     * index from the next version on, else from its first click on; its features are kept until the catalogue deletes it.
     */
    public void catalogue(Item item) {
        int slot = items.acquire(item.getId(), RowTable.NEVER);
        items.features(slot, item.getFeatures());
        items.deleted(slot, item.getDeleted());
        items.catalogued(slot, !item.getDeleted());
        items.release();
        state.counts.catalogueEvents++;
    }

    /**
     * Gives what this shard learned since the last {@link #merge}, or nothing if there is nothing to tell. To be called at a
     * round's end, before the round's {@link #merge}, with no {@link #train} in between; only where there are many shards.
     *
     * <p>Before a version every shard contributes, even one that no click came to in the round: the version's codebooks follow
     * the items of all, and every shard judges its own canaries.
     *
     * @param beforeVersion whether a version is written right after this round's merge
     */
    public void contribute(boolean beforeVersion, ContributionSink out) {
        Replica shared = shared();
        if (!beforeVersion && !shared.hasNews()) {
            return;
        }
        boolean judges = beforeVersion && state.index.phase() == Phase.JOINT;
        boolean points = shared.givesPoints(beforeVersion);
        Verdict judged = Verdict.none();
        ItemEncoder encoder = null;
        if (judges || points) {
            Model model = model();
            encoder = publisher.encoder(model);
            judged = judges ? gate.judge(model, encoder) : judged;
        }
        shared.contribute(judged, points ? encoder : null, items, out);
    }

    /**
     * Takes over what the shards learned together in a round: afterwards all replicas are equal. Called in every shard with
     * the same payloads, also in those that contributed nothing; not called for a round that nobody contributed to.
     *
     * @param merged all payloads of a round, ordered by block and then as {@link io.poeem.train.merge.Merge} gave them out
     * @throws io.poeem.train.merge.MalformedPayload if one is none; nothing is taken over then
     */
    public void merge(List<byte[]> merged) {
        shared().merge(merged);
    }

    private Replica shared() {
        return replica.orElseThrow(() -> new IllegalStateException(
                "shards = 1: a learner that is alone has nobody to share with; take more shards"));
    }

    /**
     * Writes this shard's part of a version: its items, and in shard 0's what all share. Empty, and nothing written, before the warm start and where the model is not fit to be served: then
     * {@link #heldBack} says why, and the next version holds what this one would have.
     *
     * @param version its number, above all before
     * @param trainedThrough event time, ms: every click before it has been trained on
     * @param out a writer for this version; finished here
     */
    public Optional<VersionSummary> publish(long version, long trainedThrough, VersionWriter out) {
        if (version <= state.lastVersion) {
            throw new IllegalArgumentException(
                    "version " + version + ": must be above the last one, " + state.lastVersion);
        }
        boolean rescaled = state.popularity.rescale();
        if (state.index.phase() != Phase.JOINT) {
            return Optional.empty();
        }
        clock.start();
        if (replica.isEmpty()) {
            state.index.refine(publisher.encoder(model()), items);
        }
        Model model = model();
        verdict = replica.isEmpty()
                ? gate.judge(model, publisher.encoder(model))
                : replica.get().judge(model);
        if (verdict.fault().isPresent()) {
            state.counts.heldBack.count(verdict.fault().get().check());
            clock.lap(Stage.PUBLISH);
            return Optional.empty();
        }
        boolean full = rescaled
                || state.lastVersion < 0
                || version % options.versions().full() == 0;
        long base = full ? -1 : state.lastVersion;
        VersionTally tally = publisher.publish(out, version, full, rescaled, trainedThrough, model);
        state.published(version, tally);
        VersionSummary summary = new VersionSummary(
                version, base, out.finish(), state.counts(tally, items, tokens), state.health(verdict));
        state.health.reset();
        clock.lap(Stage.PUBLISH);
        return Optional.of(summary);
    }

    Model model() {
        return new Model(
                shape,
                queryTower.toTower(),
                itemTower.toTower(),
                state.index.rotation(),
                state.index.codebooks().copy(),
                options.model().scale(),
                popularity.weight(),
                popularity.logTotal(),
                options.query().historyLength(),
                options.towers().fields().query(options.query()),
                options.towers().fields().item(options.query()));
    }

    /** Why the last call of {@link #publish} held its version back; empty if it did not. */
    public Optional<String> heldBack() {
        return verdict.fault().map(Fault::reason);
    }

    /** Versions that were held back since the stream's beginning. */
    public long heldBackVersions() {
        return state.counts.heldBack.total();
    }

    /** What the last call of {@link #publish} found on the canaries, by name, whether or not it held its version back. */
    public Map<String, Double> canaryFigures() {
        return verdict.figures();
    }

    /** The live codebooks once there are some, for tests. */
    Codebooks codebooks() {
        return state.index.codebooks();
    }

    /** All but the rows that every replica has alike after a merge, for tests. */
    byte[] replicated() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Blocks.write(out, queryTower.toBytes());
            Blocks.write(out, itemTower.toBytes());
            state.index.writeModel(out);
            out.writeDouble(popularity.logTotal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    // ---- for a learner of another number of shards
    // ---------------------------------------------------------------------

    LearnerState state() {
        return state;
    }

    Optional<Replica> replica() {
        return replica;
    }

    /** Takes over the towers of another. */
    void adoptTowers(Learner other) {
        queryTower.restore(other.queryTower.toBytes());
        itemTower.restore(other.itemTower.toBytes());
    }

    /** A table of items as a learner of these options has it. */
    static ItemTable items(LearnerOptions options, PopularityEstimate popularity, RowStore store, int capacity) {
        LearnerOptions.Model m = options.model();
        return new ItemTable(
                store,
                rowInit(options, 1),
                m.dims(),
                m.subspaces(),
                ItemPopularity.numbers(popularity, options.sampling().bias()),
                capacity);
    }

    /** The items' rows, for tests. */
    ItemTable items() {
        return items;
    }

    /** The tokens' rows, for tests. */
    TokenTable tokens() {
        return tokens;
    }

    /** Where the schedule stands. */
    public Phase phase() {
        return state.index.phase();
    }

    /** Batches that were not learned from, because a number in them was not finite. */
    public long skippedBatches() {
        return state.counts.skippedBatches;
    }

    /** Number of the last version that was written; -1: none. */
    public long lastVersion() {
        return state.lastVersion;
    }

    /** Where time went since this object was made. */
    public StageNanos stages() {
        return clock.read();
    }

    /** Writes all rows that differ from the stores'. */
    public void flush() {
        items.flush();
        tokens.flush();
    }

    /** All that is not in the stores, of a bounded size but for the touched rows' keys. Meaningful after {@link #flush}. */
    public byte[] sharedState() {
        return state.toBytes(queryTower, itemTower, items, tokens, replica);
    }

    /**
     * Takes up where the learner stopped that wrote {@code sharedState}, over the stores as they were then. Only for a new
     * learner of the same options.
     *
     * @throws IllegalStateException if the bytes are none of this program's or of a model of another shape
     */
    public void restore(byte[] sharedState) {
        state.restore(sharedState, queryTower, itemTower, items, tokens, replica);
    }

    private static RowInit rowInit(LearnerOptions options, int salt) {
        return new RowInit(
                options.seed() * 31 + salt,
                options.model().dims(),
                options.rows().initialNorm());
    }

    private TowerOptions towerOptions(int salt, InputFields fields, int most) {
        return new TowerOptions(
                fields,
                shape.dims(),
                options.towers().layers(),
                options.towers().learningRate(),
                most,
                options.seed() * 31 + salt);
    }

    private PublishOptions publishOptions() {
        LearnerOptions.Versions v = options.versions();
        return new PublishOptions(
                v.refresh(),
                v.expiry().toMillis(),
                v.vectors(),
                options.query().itemFeatures(),
                v.unclicked().index());
    }
}
