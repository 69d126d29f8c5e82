package io.poeem.train;

import io.poeem.train.gate.Verdict;
import io.poeem.train.merge.ContributionSink;
import io.poeem.train.merge.Merge;
import io.poeem.train.merge.PayloadWriter;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.Slices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Makes the states of other shards out of those of all shards that there are: items go to their new owners, with their
 * popularity; what is shared goes to all.
 *
 * <ol>
 *   <li>What shards learned since their last merge is merged, as at a round's end: {@link #tokensToMerge}, {@link #token}, {@link #merge}.
 *       Afterwards all replicas are equal, and one of them is the replica of every new shard.
 *   <li>Rows of items are summed up by new shard: {@link MovingItems}, {@link #sums}.
 *   <li>{@link #state} of every new shard. Its rows of items are {@link MovingItems#moved}; those of tokens are the first old shard's, with
 *       {@link #mergedTokens} over them.
 * </ol>
 *
 * Numbers that are kept for all items together are divided evenly: their sums over shards stay as they were. The health of
 * the examples since the last version begins anew. The same states give the same bytes. Not for concurrent use.
 */
public final class Resharding {

    private final LearnerOptions options;
    private final int shards;
    private final ToIntFunction<String> owner;
    private final List<Learner> before = new ArrayList<>();
    private final List<HeapRowStore> tokens = new ArrayList<>();
    private List<ItemSums> sums = List.of();

    /**
     * @param states {@link Learner#sharedState} of every shard, in their order
     * @param shards that there shall be
     * @param owner the new shard of an item
     * @throws IllegalStateException if a state is none of these options
     */
    public Resharding(LearnerOptions options, List<byte[]> states, int shards, ToIntFunction<String> owner) {
        this.options = options;
        this.shards = shards;
        this.owner = owner;
        for (int shard = 0; shard < states.size(); shard++) {
            HeapRowStore store = new HeapRowStore();
            Learner learner = new Learner(options, new Sharing(states.size(), shard), new HeapRowStore(), store);
            learner.restore(states.get(shard));
            before.add(learner);
            tokens.add(store);
        }
    }

    /** Whether any old shard learned something since the last merge; before {@link #merge}. */
    public boolean hasNews() {
        return before.stream().flatMap(learner -> learner.replica().stream()).anyMatch(Replica::hasNews);
    }

    /** The tokens that {@link #token} must be told of, in every old shard that has them. */
    public TreeSet<String> tokensToMerge() {
        TreeSet<String> touched = new TreeSet<>();
        if (before.size() > 1) {
            before.forEach(learner -> touched.addAll(learner.tokens().countedKeys()));
        }
        return touched;
    }

    /** The row of a token in an old shard. */
    public void token(int shard, String token, byte[] row) {
        tokens.get(shard).put(token, row);
    }

    /** Merges what shards learned since their last merge; call it once. */
    public void merge() {
        List<byte[]> merged = new ArrayList<>();
        SortedMap<Integer, SortedMap<Integer, List<byte[]>>> blocks = new TreeMap<>();
        for (int shard = 0; shard < before.size(); shard++) {
            int of = shard;
            Learner learner = before.get(shard);
            ContributionSink out = (block, sequence, payload) -> blocks.computeIfAbsent(block, b -> new TreeMap<>())
                    .computeIfAbsent(of, s -> new ArrayList<>())
                    .add(payload);
            learner.replica()
                    .filter(Replica::hasNews)
                    .ifPresent(replica -> replica.contribute(Verdict.none(), null, learner.items(), out));
        }
        blocks.forEach((block, shards) ->
                Merge.run(block, List.copyOf(shards.values()), PayloadWriter.MOST_BYTES, merged::add));
        if (!merged.isEmpty()) {
            replica().merge(merged);
            replica().flush();
        }
    }

    /** Rows of tokens that differ from the first old shard's, by token; after {@link #merge}. */
    public Map<String, byte[]> mergedTokens() {
        Map<String, byte[]> rows = new TreeMap<>();
        for (int slice = 0; before.size() > 1 && slice < Slices.COUNT; slice++) {
            tokens.get(0).forEach(slice, rows::put);
        }
        return rows;
    }

    /** What {@link MovingItems} takes. */
    public byte[] popularityBefore() {
        return Estimates.toBytes(
                before.stream().map(learner -> learner.state().popularity).toList());
    }

    /**
     * Takes the items' sums, as {@link MovingItems#sums} gave them, of any parts of the items.
     *
     * @param parts of each part, by new shard; in an order that is always the same
     */
    public void sums(List<List<byte[]>> parts) {
        List<PopularityEstimate> estimates = Estimates.of(options.popularity().counting(), popularityBefore());
        List<ItemSums> all = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            ItemSums sum = new ItemSums(options, estimates, shards);
            for (List<byte[]> part : parts) {
                sum.join(new ItemSums(options, estimates, shards).read(part.get(shard)));
            }
            all.add(sum);
        }
        sums = all;
    }

    /** What {@link MovingItems} takes, after {@link #sums}. */
    public byte[] popularityAfter() {
        return Estimates.toBytes(sums.stream().map(ItemSums::popularity).toList());
    }

    /** {@link Learner#sharedState} of a new shard; after {@link #merge} and {@link #sums}. */
    public byte[] state(int shard) {
        Learner made = new Learner(options, new Sharing(shards, shard), new HeapRowStore(), new HeapRowStore());
        Predicate<String> own = item -> owner.applyAsInt(item) == shard;
        made.adoptTowers(replica());
        adopt(made.state(), shard, own);
        made.items().restore(sums.get(shard).rows(), touchedItems(own));
        made.tokens()
                .restore(
                        replica().tokens().size(),
                        Arrays.asList(replica().tokens().touchedKeys()));
        made.replica().ifPresent(replica -> replica.adopt(reports(), refinedAt()));
        return made.sharedState();
    }

    private Learner replica() {
        return before.get(0);
    }

    private void adopt(LearnerState state, int shard, Predicate<String> own) {
        List<LearnerState> states = before.stream().map(Learner::state).toList();
        LearnerState replica = replica().state();
        state.lastVersion = replica.lastVersion;
        state.publishedItems = sums.get(shard).published();
        state.publishedTokens = replica.publishedTokens;
        state.counts.adopt(counts(), new Sharing(shards, shard));
        state.negatives.adopt(states.stream().map(one -> one.negatives).toList(), own);
        state.canaries.addAll(states.stream().map(one -> one.canaries).toList(), own);
        state.indexHealth.join(sums.get(shard).health());
        try {
            state.index.adopt(replica.index);
            copy(sums.get(shard).popularity(), state.popularity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int since = shards > 1 ? 0 : (int) Math.min(clicks() - refinedAt(), Integer.MAX_VALUE);
        state.index.window().ifPresent(window -> window.adopt(windows(), own, since));
    }

    private static void copy(PopularityEstimate from, PopularityEstimate to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.write(new DataOutputStream(bytes));
        to.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private List<String> touchedItems(Predicate<String> own) {
        return before.stream()
                .flatMap(learner -> Arrays.stream(learner.items().touchedKeys()))
                .filter(own)
                .sorted()
                .toList();
    }

    private List<WindowRule> windows() {
        return before.stream()
                .flatMap(learner -> learner.state().index.window().stream())
                .toList();
    }

    private List<Counts> counts() {
        return before.stream().map(learner -> learner.state().counts).toList();
    }

    private long clicks() {
        return counts().stream().mapToLong(counts -> counts.clicks).sum();
    }

    /** Clicks of all shards when the codebooks were last moved by the rule {@code window}. */
    private long refinedAt() {
        Optional<Replica> shared = replica().replica();
        return shared.isPresent()
                ? shared.get().refinedAt()
                : clicks() - windows().stream().mapToInt(WindowRule::since).sum();
    }

    private List<ShardReport> reports() {
        List<ShardReport> reports = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            Counts counts = new Counts();
            counts.adopt(counts(), new Sharing(shards, shard));
            reports.add(ShardReport.of(
                    counts, false, Optional.empty(), sums.get(shard).popularity()));
        }
        return reports;
    }
}
