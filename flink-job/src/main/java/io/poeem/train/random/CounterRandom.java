package io.poeem.train.random;

/**
 * Random numbers of a seed and a counter: the SplitMix64 mixer (Steele, Lea, Flood 2014), written out because the bytes
 * that it leads to are promised, and a library's algorithm is not.
 */
public final class CounterRandom {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    /** @param stream numbers of different streams of one seed have nothing to do with each other */
    public CounterRandom(long seed, long stream) {
        state = mix(seed + mix(stream + GOLDEN_GAMMA));
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * UNIT;
    }

    /** Uniform in 0 .. bound - 1. */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
