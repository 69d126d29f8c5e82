package io.poeem.searcher;

import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.Items;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.quantize.Quantizer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** An index of random items under a random model, and random deltas of it; knows at every version what there must be. */
final class RandomIndex {

    private record Entry(int coarse, byte[] code, float norm, float logCount) {}

    private final Random random;
    private final Shape shape;
    private final int ids;
    private final float weight;
    private final Map<String, Entry> truth = new TreeMap<>();
    private final Map<String, float[]> rows = new TreeMap<>();
    private Model model;
    private long version = -1;
    private IndexImage image = IndexImage.empty();

    /**
     * @param ids how many there are for items to come under
     * @param weight β
     */
    RandomIndex(long seed, Shape shape, int ids, float weight) {
        this.random = new Random(seed);
        this.shape = shape;
        this.ids = ids;
        this.weight = weight;
        this.model = randomModel();
    }

    /** As it came to be, delta by delta. */
    IndexImage image() {
        return image;
    }

    /** Items of the number of ids, or fewer: some are drawn twice. */
    RandomIndex fill() {
        Map<String, Entry> changed = new TreeMap<>();
        for (int i = 0; i < ids; i++) {
            changed.put(id(), entry());
        }
        return apply(changed, new TreeSet<>(), IndexDelta.FULL);
    }

    /** Some items come, change, change in popularity alone, or go; mostly with another model. */
    RandomIndex delta() {
        Map<String, Entry> changed = new TreeMap<>();
        for (int i = random.nextInt(1 + ids / 4); i > 0; i--) {
            changed.put(id(), entry());
        }
        List<String> known = List.copyOf(truth.keySet());
        for (int i = known.isEmpty() ? 0 : random.nextInt(1 + ids / 4); i > 0; i--) {
            String id = known.get(random.nextInt(known.size()));
            Entry old = truth.get(id);
            changed.put(id, new Entry(old.coarse, old.code, old.norm, logCount()));
        }
        TreeSet<String> removed = new TreeSet<>();
        for (int i = random.nextInt(1 + ids / 4); i > 0; i--) {
            removed.add(id());
        }
        removed.removeAll(changed.keySet());
        if (random.nextInt(4) > 0) {
            model = randomModel();
        }
        return apply(changed, removed, version);
    }

    private RandomIndex apply(Map<String, Entry> changed, TreeSet<String> removed, long base) {
        truth.putAll(changed);
        truth.keySet().removeAll(removed);
        TokenRows.Builder tokens = new TokenRows.Builder();
        changed.keySet().forEach(id -> {
            float[] row = TestTrainer.gaussians(random, shape.dims());
            rows.put("hist=" + id, row);
            tokens.add("hist=" + id, row);
        });
        List<String> gone = removed.stream().map(id -> "hist=" + id).toList();
        rows.keySet().removeAll(gone);
        IndexDelta delta = new IndexDelta(
                ++version, base, version, model, tokens.build(), items(changed), gone, List.copyOf(removed));
        image = image.apply(delta);
        return this;
    }

    /** The same content without a history. */
    IndexImage fromScratch() {
        TokenRows.Builder tokens = new TokenRows.Builder();
        rows.forEach(tokens::add);
        return IndexImage.empty()
                .apply(new IndexDelta(
                        version, IndexDelta.FULL, version, model, tokens.build(), items(truth), List.of(), List.of()));
    }

    private Items items(Map<String, Entry> entries) {
        ItemsBuilder items = new ItemsBuilder(shape.dims(), shape.subspaces());
        entries.forEach((id, e) -> items.add(id, e.coarse, e.code, 0, e.norm, e.logCount));
        return items.build();
    }

    /** Some in letters whose order in UTF-8 is not that of Java's strings. */
    String id() {
        int number = random.nextInt(ids);
        return switch (number % 5) {
            case 0 -> "\uffee" + number;
            case 1 -> new String(Character.toChars(0x1f600 + number % 3)) + number;
            default -> "i" + number;
        };
    }

    private Entry entry() {
        int[] coarse = {random.nextInt(shape.coarse())};
        byte[] code = new byte[shape.subspaces()];
        for (int m = 0; m < code.length; m++) {
            code[m] = (byte) random.nextInt(shape.centroids());
        }
        float[] decoded = new float[shape.dims()];
        new Quantizer(model.codebooks(), model.rotation(), Kernels.best()).decode(coarse, code, 1, decoded);
        double norm = Math.sqrt(Kernels.best().dot(decoded, 0, decoded, 0, decoded.length));
        return new Entry(coarse[0], code, (float) norm, logCount());
    }

    /** Few values, so that many items are equally popular. */
    private float logCount() {
        return random.nextInt(12) / 2f;
    }

    private Model randomModel() {
        Codebooks codebooks = new Codebooks(
                shape,
                TestTrainer.gaussians(random, shape.coarse() * shape.dims()),
                TestTrainer.gaussians(random, shape.centroids() * shape.dims()));
        return new Model(
                shape,
                Tower.identity(shape.dims()),
                Tower.identity(shape.dims()),
                Rotation.identity(shape.dims()),
                codebooks,
                1 + random.nextInt(9),
                weight,
                5 * random.nextDouble(),
                5);
    }
}
