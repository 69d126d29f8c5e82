package io.poeem.train.health;

import io.poeem.state.model.Shape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** How many codes name each coarse centroid, and each centroid of every subspace. Its bytes: J counts, then D·K. */
public final class CodeCounts {

    private final Shape shape;
    private final int[] coarse;
    private final int[] codes;

    public CodeCounts(Shape shape) {
        this.shape = shape;
        coarse = new int[shape.coarse()];
        codes = new int[shape.subspaces() * shape.centroids()];
    }

    /** Counts one code: c, and k as D unsigned bytes from {@code at} on. */
    public void add(int c, byte[] k, int at) {
        count(c, k, at, 1);
    }

    /** Takes back what {@link #add} counted. */
    public void remove(int c, byte[] k, int at) {
        count(c, k, at, -1);
    }

    /** Counts what another counted. */
    void add(CodeCounts other) {
        Arrays.setAll(coarse, i -> coarse[i] + other.coarse[i]);
        Arrays.setAll(codes, i -> codes[i] + other.codes[i]);
    }

    private void count(int c, byte[] k, int at, int by) {
        coarse[c] += by;
        for (int m = 0, book = 0; m < shape.subspaces(); m++, book += shape.centroids()) {
            codes[book + (k[at + m] & 0xff)] += by;
        }
    }

    public void clear() {
        Arrays.fill(coarse, 0);
        Arrays.fill(codes, 0);
    }

    /** Counts per coarse centroid; not to be changed. */
    public int[] coarse() {
        return coarse;
    }

    /**
     * Puts the {@link Usage} of the coarse centroids ({@code coarse_kl} …), of each codebook ({@code codebook.3.kl} …), and
     * the codebooks' mean ({@code codes_used}, {@code code_kl} …), each name after {@code prefix}.
     */
    public void addTo(Map<String, Double> health, String prefix) {
        Usage.of(coarse, 0, coarse.length).addTo(health, prefix + "coarse");
        Usage sum = new Usage(0, 0, 0, 0);
        for (int m = 0; m < shape.subspaces(); m++) {
            Usage usage = Usage.of(codes, m * shape.centroids(), shape.centroids());
            health.put(prefix + "codebook." + m + ".used", usage.used());
            health.put(prefix + "codebook." + m + ".perplexity", usage.perplexity());
            health.put(prefix + "codebook." + m + ".kl", usage.kl());
            health.put(prefix + "codebook." + m + ".tv", usage.totalVariation());
            sum = sum.plus(usage);
        }
        Usage mean = sum.over(shape.subspaces());
        health.put(prefix + "codes_used", mean.used());
        health.put(prefix + "code_perplexity", mean.perplexity());
        health.put(prefix + "code_kl", mean.kl());
        health.put(prefix + "code_tv", mean.totalVariation());
    }

    public void write(DataOutput out) throws IOException {
        for (int count : coarse) {
            out.writeInt(count);
        }
        for (int count : codes) {
            out.writeInt(count);
        }
    }

    public void read(DataInput in) throws IOException {
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = in.readInt();
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = in.readInt();
        }
    }
}
