package io.poeem.train;

import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The last clicks, as items and weights.
 *
 * <p>Its bytes, big-endian: number of distinct items (4), each 4 bytes of length and UTF-8, in the order of their first
 * click; number of clicks (4), and of each, oldest first, its item's number (4) and weight (4).
 */
final class RecentClicks {

    private final String[] items;
    private final float[] weights;
    private int size;
    private int next;

    /** @param most how many clicks to keep */
    RecentClicks(int most) {
        items = new String[most];
        weights = new float[most];
    }

    /** Takes a click; the oldest one goes where there are too many. */
    void add(String item, float weight) {
        items[next] = item;
        weights[next] = weight;
        next = next + 1 == items.length ? 0 : next + 1;
        size = Math.min(size + 1, items.length);
    }

    /** Takes over the clicks of the items that {@code own} names, of several others, the newest of each last. */
    void addAll(List<RecentClicks> others, Predicate<String> own) {
        int most = others.stream().mapToInt(other -> other.size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (RecentClicks other : others) {
                int at = i - (most - other.size);
                if (at >= 0 && own.test(other.items[other.slot(at)])) {
                    add(other.items[other.slot(at)], other.weights[other.slot(at)]);
                }
            }
        }
    }

    /** Distinct items in the order of their first click here, and the sum of each one's weights. */
    record Weighted(List<String> items, float[] weights) {}

    /** The items and what their clicks weigh together. */
    Weighted sums() {
        Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
        List<String> distinct = new ArrayList<>();
        double[] sums = new double[size];
        for (int i = 0; i < size; i++) {
            sums[number(numbers, distinct, items[slot(i)])] += weights[slot(i)];
        }
        float[] rounded = new float[distinct.size()];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) sums[i];
        }
        return new Weighted(distinct, rounded);
    }

    private static int number(Object2IntOpenHashMap<String> numbers, List<String> distinct, String item) {
        int number = numbers.getOrDefault(item, distinct.size());
        if (number == distinct.size()) {
            numbers.put(item, number);
            distinct.add(item);
        }
        return number;
    }

    /** Where the click lies that {@code i} are older than. */
    private int slot(int i) {
        return size < items.length ? i : (next + i) % items.length;
    }

    void write(DataOutputStream out) throws IOException {
        Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
        List<String> distinct = new ArrayList<>();
        int[] clicked = new int[size];
        for (int i = 0; i < size; i++) {
            clicked[i] = number(numbers, distinct, items[slot(i)]);
        }
        out.writeInt(distinct.size());
        for (String item : distinct) {
            Blocks.write(out, item.getBytes(StandardCharsets.UTF_8));
        }
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeInt(clicked[i]);
            out.writeFloat(weights[slot(i)]);
        }
    }

    /** Takes the place of what is there; of more clicks than it keeps, the newest. */
    void read(DataInputStream in) throws IOException {
        List<String> distinct = new ArrayList<>();
        int count = length(in, Integer.BYTES);
        for (int i = 0; i < count; i++) {
            distinct.add(new String(Blocks.read(in), StandardCharsets.UTF_8));
        }
        size = 0;
        next = 0;
        int clicks = length(in, Integer.BYTES + Float.BYTES);
        for (int i = 0; i < clicks; i++) {
            int item = in.readInt();
            float weight = in.readFloat();
            if (item < 0 || item >= count) {
                throw new IOException("recent click of item " + item + " of " + count);
            }
            add(distinct.get(item), weight);
        }
    }

    private static int length(DataInputStream in, int bytesEach) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available() / bytesEach) {
            throw new IOException(length + " recent clicks or items where " + in.available() + " bytes remain");
        }
        return length;
    }
}
