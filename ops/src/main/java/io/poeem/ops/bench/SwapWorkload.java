package io.poeem.ops.bench;

import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up index that never stands still. Of the items that a delta touches, 8 of 10 come with other codes and popularity, half of
 * them in another list; 1 of 10 with another popularity alone; and for 1 of 10, one item goes and a new one comes. The model moves with
 * every version. The same seed gives the same.
 */
final class SwapWorkload {

    private static final float SCALE = 7;

    private final Shape shape;
    private final SplittableRandom random = new SplittableRandom(1);
    private final String[] ids;
    private final int[] coarse;
    private final byte[] codes;
    private final float[] logCounts;
    private final float[] centroids;
    private final float[] subspaces;
    private int[] touchedNow = new int[1024];
    private int touchedItems;
    private long made;
    private double logTotal = 16;

    SwapWorkload(Shape shape, int items) {
        this.shape = shape;
        this.ids = new String[items];
        this.coarse = new int[items];
        this.codes = new byte[Math.multiplyExact(items, shape.subspaces())];
        this.logCounts = new float[items];
        this.centroids = gaussians(shape.coarse() * shape.dims(), 1 / Math.sqrt(shape.dims()));
        this.subspaces = gaussians(shape.centroids() * shape.dims(), 0.3 / Math.sqrt(shape.dims()));
        for (int item = 0; item < items; item++) {
            renew(item);
            coarse[item] = random.nextInt(shape.coarse());
            recode(item);
            click(item);
        }
    }

    /** Version 0: all items, no tokens. */
    IndexDelta full() {
        ItemsBuilder builder = builder();
        for (int item = 0; item < ids.length; item++) {
            add(builder, item);
        }
        return new IndexDelta(0, IndexDelta.FULL, 0, model(), TokenRows.empty(), builder.build(), List.of(), List.of());
    }

    /**
     * What leads from a version to the next one.
     *
     * @param touched how many items it touches
     * @param tokens how many tokens there are, of which it brings rows for the same share
     */
    IndexDelta delta(long base, int touched, int tokens) {
        ItemsBuilder builder = builder();
        List<String> removed = new ArrayList<>();
        int stride = ids.length / touched;
        for (int i = 0; i < touched; i++) {
            touch(i * stride + random.nextInt(stride), i % 20, removed);
        }
        for (int i = 0; i < touchedItems; i++) {
            add(builder, touchedNow[i]);
        }
        touchedItems = 0;
        logTotal += 1e-3;
        move(centroids);
        move(subspaces);
        return new IndexDelta(
                base + 1, base, base + 1, model(), rows(stride, tokens), builder.build(), List.of(), removed);
    }

    private void touch(int item, int kind, List<String> removed) {
        if (kind < 2) {
            removed.add(ids[item]);
            renew(item);
        }
        if (kind < 18) {
            coarse[item] = kind < 10 ? random.nextInt(shape.coarse()) : coarse[item];
            recode(item);
        }
        click(item);
        if (touchedItems == touchedNow.length) {
            touchedNow = Arrays.copyOf(touchedNow, 2 * touchedItems);
        }
        touchedNow[touchedItems++] = item;
    }

    private TokenRows rows(int stride, int tokens) {
        TokenRows.Builder rows = new TokenRows.Builder();
        for (int token = random.nextInt(stride); token < tokens; token += stride) {
            rows.add("hist=" + token, gaussians(shape.dims(), 1));
        }
        return rows.build();
    }

    /** A row for each token. */
    IndexDelta allTokens(long base, int tokens) {
        return new IndexDelta(
                base + 1, base, base + 1, model(), rows(1, tokens), builder().build(), List.of(), List.of());
    }

    float[] query() {
        return gaussians(shape.dims(), 1);
    }

    private ItemsBuilder builder() {
        return new ItemsBuilder(shape.dims(), shape.subspaces());
    }

    private void add(ItemsBuilder builder, int item) {
        builder.add(ids[item], coarse[item], codes, item * shape.subspaces(), 1.05f, logCounts[item]);
    }

    /** Ids of items that came one after the other are far apart in the order of ids, as real ones are. */
    private void renew(int item) {
        ids[item] = Long.toString((made++ * 0x9E3779B97F4A7C15L) >>> 28, 36);
    }

    private void recode(int item) {
        for (int m = item * shape.subspaces(); m < (item + 1) * shape.subspaces(); m++) {
            codes[m] = (byte) random.nextInt(shape.centroids());
        }
    }

    /** Few are popular, most are not. */
    private void click(int item) {
        logCounts[item] = (float) -Math.log(random.nextDouble());
    }

    private Model model() {
        return new Model(
                shape,
                Tower.identity(shape.dims()),
                Tower.identity(shape.dims()),
                Rotation.identity(shape.dims()),
                new Codebooks(shape, centroids.clone(), subspaces.clone()),
                SCALE,
                1,
                logTotal,
                10);
    }

    private void move(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (1e-3 * values[i] * (random.nextDouble() - 0.5));
        }
    }

    private float[] gaussians(int n, double deviation) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
