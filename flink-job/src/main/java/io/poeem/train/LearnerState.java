package io.poeem.train;

import io.poeem.state.model.Shape;
import io.poeem.train.gate.Canaries;
import io.poeem.train.gate.Verdict;
import io.poeem.train.health.IndexHealth;
import io.poeem.train.popularity.PopularityEstimate;
import io.poeem.train.publish.VersionTally;
import io.poeem.train.rows.RowTable;
import io.poeem.train.tower.TowerNetwork;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All of a learner that is not rows, and its bytes.
 *
 * <p>Version 5, big-endian: magic {@code PLRN}, version 5 (4), J, K, D, d (4 each), last version (8), published items and
 * tokens (8 each), the options that say what the rest means (new in version 5), then counts, popularity, random negatives, health, the index's health and the canaries as their own classes write them;
 * query tower and item tower (each 4 bytes of length, then as they write themselves); the index as it writes itself; for
 * items and for tokens: number of rows (8), number of touched keys (4), each 4 bytes of length and UTF-8; and of one of many shards,
 * what its {@link Replica} writes.
 */
final class LearnerState {

    private static final int MAGIC = 'P' << 24 | 'L' << 16 | 'R' << 8 | 'N';
    private static final int VERSION = 5;

    private final Shape shape;
    private final KeptOptions kept;

    final Counts counts = new Counts();
    final PopularityEstimate popularity;
    final Health health;
    final IndexHealth indexHealth;
    final Canaries canaries;
    final RandomNegatives negatives;
    final IndexLearner index;
    long lastVersion = -1;
    long publishedItems;
    long publishedTokens;

    LearnerState(LearnerOptions options, Shape shape, Sharing sharing) {
        this.shape = shape;
        kept = new KeptOptions(options);
        popularity = PopularityEstimate.of(options.popularity().counting());
        negatives = new RandomNegatives(options.sampling().negatives(), options.seed());
        health = new Health(shape);
        indexHealth = new IndexHealth(shape);
        canaries = new Canaries(options.gate().canaries(), shape.dims());
        index = new IndexLearner(options, shape, sharing);
    }

    void published(long version, VersionTally tally) {
        lastVersion = version;
        popularity.published();
        publishedItems += tally.newItems() - tally.removedItems();
        publishedTokens += tally.newTokens() - tally.removedTokens();
    }

    /** The counts of a version that was just written. */
    Map<String, Long> counts(VersionTally tally, RowTable items, RowTable tokens) {
        Map<String, Long> all = new TreeMap<>();
        counts.addTo(all);
        popularity.addTo(all);
        all.put("items", publishedItems);
        all.put("tokens", publishedTokens);
        all.put("item_rows", items.size());
        all.put("token_rows", tokens.size());
        all.put("encoded", tally.encoded());
        all.put("removed_items", tally.removedItems());
        all.put("removed_tokens", tally.removedTokens());
        return all;
    }

    /** The health of a version that was just written. */
    Map<String, Double> health(Verdict verdict) {
        Map<String, Double> all = new TreeMap<>(verdict.figures());
        health.addTo(all);
        index.addTo(all);
        indexHealth.addTo(all);
        return all;
    }

    byte[] toBytes(TowerNetwork query, TowerNetwork item, RowTable items, RowTable tokens, Optional<Replica> replica) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeHead(out);
            kept.write(out);
            counts.write(out);
            popularity.write(out);
            negatives.write(out);
            health.write(out);
            indexHealth.write(out);
            canaries.write(out);
            Blocks.write(out, query.toBytes());
            Blocks.write(out, item.toBytes());
            index.write(out);
            writeTable(out, items);
            writeTable(out, tokens);
            if (replica.isPresent()) {
                replica.get().write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void restore(
            byte[] bytes,
            TowerNetwork query,
            TowerNetwork item,
            RowTable items,
            RowTable tokens,
            Optional<Replica> replica) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            readHead(in);
            kept.check(in);
            counts.read(in);
            popularity.read(in);
            negatives.read(in);
            health.read(in);
            indexHealth.read(in);
            canaries.read(in, in.available());
            query.restore(Blocks.read(in));
            item.restore(Blocks.read(in));
            index.read(in);
            readTable(in, items);
            readTable(in, tokens);
            checkSharing(in.available() > 0, replica.isPresent());
            if (replica.isPresent()) {
                replica.get().read(in);
            }
            check(in.available() == 0, in.available() + " bytes too many");
        } catch (EOFException e) {
            throw new IllegalStateException(
                    "learner's state of " + bytes.length + " bytes: cut off, or not a learner's of these options; start"
                            + " without the kept state, so that the topics are read anew",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("learner's state of " + bytes.length + " bytes: " + e.getMessage(), e);
        }
    }

    private void writeHead(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        for (int value : shapes()) {
            out.writeInt(value);
        }
        out.writeLong(lastVersion);
        out.writeLong(publishedItems);
        out.writeLong(publishedTokens);
    }

    private void readHead(DataInputStream in) throws IOException {
        int magic = in.readInt();
        check(magic == MAGIC, "it begins with " + magic + ", which no learner's state does");
        int version = in.readInt();
        check(
                version == VERSION,
                "it is of format version " + version
                        + ", as another release of this program wrote it, but this one takes " + VERSION
                        + "; run that release, or start without the kept state, so that the topics are read anew");
        readShape(in);
        lastVersion = in.readLong();
        publishedItems = in.readLong();
        publishedTokens = in.readLong();
    }

    private void readShape(DataInputStream in) throws IOException {
        String[] names = {"coarse.centroids", "codebook.centroids", "codebook.subspaces", "model.dims"};
        int[] expected = shapes();
        for (int i = 0; i < expected.length; i++) {
            int found = in.readInt();
            check(
                    found == expected[i],
                    names[i] + " is " + found + ", but here " + expected[i]
                            + "; state can only be taken up with the options it was written with");
        }
    }

    private int[] shapes() {
        return new int[] {shape.coarse(), shape.centroids(), shape.subspaces(), shape.dims()};
    }

    private static void writeTable(DataOutputStream out, RowTable table) throws IOException {
        out.writeLong(table.size());
        String[] touched = table.touchedKeys();
        out.writeInt(touched.length);
        for (String key : touched) {
            Blocks.write(out, key.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void readTable(DataInputStream in, RowTable table) throws IOException {
        long size = in.readLong();
        int count = in.readInt();
        check(size >= 0 && count >= 0 && count <= in.available() / 4, count + " touched keys of " + size + " rows");
        List<String> touched = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            touched.add(new String(Blocks.read(in), StandardCharsets.UTF_8));
        }
        table.restore(size, touched);
    }

    private static void checkSharing(boolean wasShared, boolean isShared) throws IOException {
        check(
                wasShared == isShared,
                (wasShared
                                ? "it is of one of many shards, but here is one alone"
                                : "it is of a shard alone, but here are many")
                        + "; shards cannot change in place: set it as it was, or make a savepoint of another number of them with 'poeem reshard'");
    }

    private static void check(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }
}
