package io.poeem.train;

import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.train.gate.Fault;
import io.poeem.train.gate.QualityGate;
import io.poeem.train.gate.Verdict;
import io.poeem.train.merge.ContributionSink;
import io.poeem.train.merge.MalformedPayload;
import io.poeem.train.merge.Payload;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.merge.Table;
import io.poeem.train.publish.ItemEncoder;
import io.poeem.train.rows.ItemTable;
import io.poeem.train.rows.TokenReplica;
import io.poeem.train.rows.TokenTable;
import io.poeem.train.tower.TowerNetwork;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of many shards among the others (design section 7): what it tells them at a round's end, and how it takes over what all
 * of them learned. Between merges it follows nothing but its own batches; all that shards have to do alike follows from merged
 * payloads: numbers of clicks, phases, the warm start, R's steps, the codebooks' refinement, the total of popularity, whether
 * a version is held back.
 *
 * <p>Tokens' rows go to the block of their key's hash, all else to block 0. A round costs the topic at most, for every token that
 * was touched, {@link TokenReplica its row}; for every centroid that something fell on, 24 + 8 bytes per dimension; the towers'
 * weights and updater state once, 4 bytes each; before a version, 28 + 4·d bytes for every recently clicked item.
 *
 * <p>Its bytes, big-endian: shards and shard (4 each), all shards' last reports (each 4 bytes of length; 0: none), clicks at the
 * last refinement (8), the last verdict's figures (4, of each name and double), then the index's round and the tokens' as they
 * write themselves.
 */
final class Replica {

    private final Sharing sharing;
    private final Shape shape;
    private final LearnerState state;
    private final TokenReplica tokens;
    private final TowerNetwork queryTower;
    private final TowerNetwork itemTower;
    private final ShardReport[] reports;
    private long refinedAt;
    private Verdict verdict = Verdict.none();

    Replica(
            Sharing sharing,
            Shape shape,
            LearnerState state,
            TokenTable tokens,
            TowerNetwork queryTower,
            TowerNetwork itemTower) {
        this.sharing = sharing;
        this.shape = shape;
        this.state = state;
        this.tokens = new TokenReplica(tokens, sharing.shards());
        this.queryTower = queryTower;
        this.itemTower = itemTower;
        this.reports = new ShardReport[sharing.shards()];
        Arrays.fill(reports, ShardReport.NONE);
    }

    /** Takes over how all shards stand, of which there are now as many as here. */
    void adopt(List<ShardReport> all, long clicksAtRefinement) {
        for (int i = 0; i < reports.length; i++) {
            reports[i] = all.get(i);
        }
        refinedAt = clicksAtRefinement;
    }

    /** Clicks of all shards at the last refinement. */
    long refinedAt() {
        return refinedAt;
    }

    private ShardReport own() {
        return reports[sharing.shard()];
    }

    /** Whether there was a click since the last merge. */
    boolean hasNews() {
        return state.counts.clicks > own().clicks();
    }

    /** Whether the items of the last clicks go along, so that the codebooks can follow them. */
    boolean givesPoints(boolean beforeVersion) {
        return state.index.phase() == Phase.JOINT
                && state.index.window().isPresent()
                && (beforeVersion || state.index.window().get().isDue(clicks() - refinedAt));
    }

    /**
     * See {@link Learner#contribute}.
     *
     * @param judged what this shard's canaries say, if a version is due
     * @param encoder by the model as it is; null where no points are given
     */
    void contribute(Verdict judged, ItemEncoder encoder, ItemTable items, ContributionSink out) {
        verdict = judged;
        int examples = (int) Math.min(state.counts.examples - own().examples(), Integer.MAX_VALUE);
        TokenReplica.Touched touched = tokens.touched();
        for (int block = 0; block < sharing.shards(); block++) {
            PayloadWriter writer = writer(block, out);
            touched.write(block, writer);
            if (block == 0) {
                contributeDense(examples, encoder, items, writer);
                ShardReport report = ShardReport.of(state.counts, encoder != null, verdict.fault(), state.popularity);
                writer.report(sharing.shard(), report.toBytes());
            }
            writer.flush();
        }
    }

    private static PayloadWriter writer(int block, ContributionSink out) {
        int[] sequence = {0};
        return new PayloadWriter(PayloadWriter.MOST_BYTES, payload -> out.accept(block, sequence[0]++, payload));
    }

    private void contributeDense(int examples, ItemEncoder encoder, ItemTable items, PayloadWriter out) {
        IndexRound round = state.index.round();
        round.contributeCentroids(out);
        if (examples > 0) {
            contribute(Table.QUERY_TOWER, queryTower, examples, out);
            contribute(Table.ITEM_TOWER, itemTower, examples, out);
        }
        round.contribute(examples, sharing.shard(), out);
        if (encoder != null) {
            contributePoints(state.index.window().orElseThrow().points(encoder, items), out);
        }
    }

    private static void contribute(Table table, TowerNetwork tower, int examples, PayloadWriter out) {
        float[] values = tower.toFloats();
        if (values.length > 0) {
            out.segments(table, values, examples);
        }
    }

    private void contributePoints(WindowRule.Points points, PayloadWriter out) {
        int dims = shape.dims();
        out.table(Table.POINTS, dims + 1);
        for (int i = 0; i < points.n(); i++) {
            out.row(Table.of(sharing.shard(), i), 1);
            out.put(points.x(), i * dims, dims);
            out.put(points.weights()[i]);
        }
    }

    // ---- merge -----------------------------------------------------------------------------------------------------

    /** See {@link Learner#merge}. */
    void merge(List<byte[]> merged) {
        List<Payload> payloads = new ArrayList<>(merged.size());
        merged.forEach(bytes -> payloads.add(Payload.of(bytes)));
        Map<Integer, ShardReport> reported = new HashMap<>();
        payloads.forEach(payload -> check(payload, reported));
        ShardReport before = own();
        long own = since(before, reported.getOrDefault(sharing.shard(), before), ShardReport::examples);
        long batches = since(reported, ShardReport::batches);
        long examples = since(reported, ShardReport::examples);
        reported.forEach((shard, report) -> reports[shard] = report);
        payloads.forEach(this::take);
        takeTower(payloads, Table.QUERY_TOWER, queryTower);
        takeTower(payloads, Table.ITEM_TOWER, itemTower);
        state.index.round().merged(own, examples);
        takeIndex(payloads, (int) batches);
        refine(payloads, reported);
        tokens.merged();
        takePopularity();
    }

    private void check(Payload payload, Map<Integer, ShardReport> reported) {
        tokens.check(payload);
        state.index.round().check(payload);
        int dims = shape.dims();
        MalformedPayload.checkRows(payload, Table.QUERY_TOWER, Table.SEGMENT, segments(queryTower));
        MalformedPayload.checkRows(payload, Table.ITEM_TOWER, Table.SEGMENT, segments(itemTower));
        MalformedPayload.checkRows(payload, Table.POINTS, dims + 1, (long) sharing.shards() << 32);
        MalformedPayload.checkRows(payload, Table.SAMPLE, dims, (long) sharing.shards() << 32);
        for (Payload.Report one : payload.reports()) {
            int shard = one.shard();
            if (shard < 0 || shard >= reports.length || reported.containsKey(shard)) {
                throw new MalformedPayload(
                        "report of shard " + shard + ": one is expected of each of 0 to " + (reports.length - 1));
            }
            ShardReport report = ShardReport.of(one.bytes());
            if (report.clicks() < reports[shard].clicks()) {
                throw new MalformedPayload("report of shard " + shard + ": " + report.clicks() + " clicks after "
                        + reports[shard].clicks() + "; it is older than the one before");
            }
            reported.put(shard, report);
        }
    }

    private static int segments(TowerNetwork tower) {
        return (tower.size() + Table.SEGMENT - 1) / Table.SEGMENT;
    }

    private long since(Map<Integer, ShardReport> reported, Count count) {
        long sum = 0;
        for (Map.Entry<Integer, ShardReport> one : reported.entrySet()) {
            sum += since(reports[one.getKey()], one.getValue(), count);
        }
        return sum;
    }

    /**
     * None where the report before counted more: it is of an attempt that failed, whose round stands in the topic, and which cut batches by
     * other options. Clicks alone do not depend on options.
     */
    private static long since(ShardReport before, ShardReport report, Count count) {
        return Math.max(0, count.of(report) - count.of(before));
    }

    private void take(Payload payload) {
        tokens.take(payload);
        state.index.round().take(payload);
    }

    private static void takeTower(List<Payload> payloads, Table table, TowerNetwork tower) {
        float[] values = null;
        for (Payload payload : payloads) {
            Payload.Rows rows = payload.rows(table).orElse(null);
            while (rows != null && rows.next()) {
                values = values == null ? tower.toFloats() : values;
                int from = (int) rows.number() * Table.SEGMENT;
                rows.get(0, values, from, Math.min(Table.SEGMENT, values.length - from));
            }
        }
        if (values != null) {
            tower.restore(values);
        }
    }

    private void takeIndex(List<Payload> payloads, int batches) {
        IndexLearner index = state.index;
        turn(payloads, batches);
        long seed = sum(reports, ShardReport::batches);
        float[] x = new float[shape.dims()];
        for (Payload payload : payloads) {
            Payload.Rows rows = payload.rows(Table.SAMPLE).orElse(null);
            while (rows != null && rows.next()) {
                rows.get(0, x, 0, x.length);
                if (Finite.all(x, x.length)) {
                    index.collect(x, 1, seed);
                }
            }
        }
        index.examples(sum(reports, ShardReport::examples));
    }

    private void turn(List<Payload> payloads, int batches) {
        int dims = shape.dims();
        double[] gradient = null;
        double weight = 0;
        float[] row = new float[dims];
        for (Payload payload : payloads) {
            Payload.Rows rows = payload.rows(Table.ROTATION).orElse(null);
            while (rows != null && rows.next()) {
                gradient = gradient == null ? new double[dims * dims] : gradient;
                rows.get(0, row, 0, dims);
                int at = (int) rows.number();
                for (int i = 0; at < dims && i < dims; i++) {
                    gradient[at * dims + i] = row[i];
                }
                weight = at == dims ? row[0] : weight;
            }
        }
        if (gradient != null) {
            state.index.turn(gradient, weight, batches);
        }
    }

    /**
     * Lloyd's iterations over the items of all shards' last clicks, if every shard that ever had a click gave its own: the
     * items of a shard that is missing would lose their centroids.
     */
    private void refine(List<Payload> payloads, Map<Integer, ShardReport> reported) {
        boolean all = clicks() > refinedAt;
        for (int shard = 0; shard < reports.length; shard++) {
            boolean gave = reported.containsKey(shard) && reported.get(shard).points();
            all &= gave || reports[shard].clicks() == 0;
        }
        if (all) {
            state.index.refine(points(payloads));
            refinedAt = clicks();
        }
    }

    private WindowRule.Points points(List<Payload> payloads) {
        int dims = shape.dims();
        float[] x = {};
        float[] weights = {};
        int n = 0;
        float[] row = new float[dims + 1];
        for (Payload payload : payloads) {
            Payload.Rows rows = payload.rows(Table.POINTS).orElse(null);
            if (rows != null) {
                x = Arrays.copyOf(x, Math.multiplyExact(n + rows.size(), dims));
                weights = Arrays.copyOf(weights, n + rows.size());
            }
            while (rows != null && rows.next()) {
                rows.get(0, row, 0, dims + 1);
                if (Finite.all(row, dims + 1) && row[dims] > 0) {
                    System.arraycopy(row, 0, x, n * dims, dims);
                    weights[n++] = row[dims];
                }
            }
        }
        return new WindowRule.Points(x, weights, n);
    }

    private void takePopularity() {
        List<DataInput> counted = new ArrayList<>();
        int mine = -1;
        for (int shard = 0; shard < reports.length; shard++) {
            if (reports[shard].isThere()) {
                mine = shard == sharing.shard() ? counted.size() : mine;
                counted.add(new DataInputStream(new ByteArrayInputStream(reports[shard].popularity())));
            }
        }
        try {
            state.popularity.merged(counted, mine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What all shards say of a version: the merged model, and then the fault that the lowest shard found. The shards' faults are
     * of this version alone: one that no click comes to any more must not hold back all that follow.
     */
    Verdict judge(Model model) {
        Optional<Fault> fault = QualityGate.notFinite(model);
        for (int shard = 0; shard < reports.length; shard++) {
            int of = shard;
            fault = fault.or(() ->
                    reports[of].fault().map(found -> new Fault(found.check(), "shard " + of + ": " + found.reason())));
            reports[shard] = reports[shard].judged();
        }
        return new Verdict(fault, verdict.figures());
    }

    private long clicks() {
        return sum(reports, ShardReport::clicks);
    }

    private interface Count {
        long of(ShardReport report);
    }

    private static long sum(ShardReport[] reports, Count count) {
        long sum = 0;
        for (ShardReport report : reports) {
            sum += count.of(report);
        }
        return sum;
    }

    // ---- bytes -----------------------------------------------------------------------------------------------------

    void write(DataOutputStream out) throws IOException {
        out.writeInt(sharing.shards());
        out.writeInt(sharing.shard());
        for (ShardReport report : reports) {
            Blocks.write(out, report.isThere() ? report.toBytes() : new byte[0]);
        }
        out.writeLong(refinedAt);
        Map<String, Double> figures = new TreeMap<>(verdict.figures());
        out.writeInt(figures.size());
        for (Map.Entry<String, Double> figure : figures.entrySet()) {
            out.writeUTF(figure.getKey());
            out.writeDouble(figure.getValue());
        }
        state.index.round().write(out);
        tokens.write(out);
    }

    /** Takes up what {@link #write} wrote, after all else of the state. */
    void read(DataInputStream in) throws IOException {
        int shards = in.readInt();
        int shard = in.readInt();
        if (shards != sharing.shards() || shard != sharing.shard()) {
            throw new IOException(
                    "it is of shard " + shard + " of " + shards + ", but here is shard " + sharing.shard()
                            + " of " + sharing.shards()
                            + "; shards cannot change in place: set it as it was, or make a savepoint of another number of them with 'poeem reshard'");
        }
        for (int i = 0; i < reports.length; i++) {
            byte[] report = Blocks.read(in);
            reports[i] = report.length == 0 ? ShardReport.NONE : ShardReport.of(report);
        }
        refinedAt = in.readLong();
        Map<String, Double> figures = new HashMap<>();
        for (int n = in.readInt(); n > 0; n--) {
            figures.put(in.readUTF(), in.readDouble());
        }
        verdict = new Verdict(Optional.empty(), figures);
        state.index.round().read(in);
        tokens.read(in);
        if (sum(reports, ShardReport::clicks) > 0) {
            takePopularity();
        }
    }
}
