package io.poeem.state.scan;

/** Chooses the lists to scan, the best first, so that what they hold shuts most other items out. Belongs to one thread; allocates nothing. */
public final class NearestLists {
    /** So few hardly ever change while lists go by: a heap alone is faster than to select first. */
    private static final int FEW = 16;

    private final TopK best = new TopK(FEW);
    private int[] keys = {};

    /**
     * @param nearness of each list, the larger the better; none NaN
     * @param nprobe how many are wanted, at least 1
     * @param chosen receives them; of equal ones the smaller number comes first
     * @return how many: nprobe, or all
     */
    public int choose(float[] nearness, int nprobe, int[] chosen) {
        int wanted = Math.min(nprobe, nearness.length);
        float least = wanted <= FEW ? Float.NEGATIVE_INFINITY : least(nearness, wanted);
        best.begin(wanted, Integer::compare);
        for (int list = 0; list < nearness.length; list++) {
            if (nearness[list] >= least) {
                best.offer(nearness[list], list);
                least = Math.max(least, best.threshold());
            }
        }
        return best.drain(chosen, 0);
    }

    /** The nearness of the last one that is wanted. */
    private float least(float[] nearness, int wanted) {
        if (keys.length < nearness.length) {
            keys = new int[nearness.length];
        }
        for (int list = 0; list < nearness.length; list++) {
            keys[list] = Selection.key(nearness[list] + 0f); // no negative zeros
        }
        return Selection.value(Selection.largest(keys, nearness.length, wanted));
    }
}
