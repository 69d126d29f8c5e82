package io.poeem.state.scan;

/** Chooses the lists to scan, the best first, so that what they hold shuts most other items out. Belongs to one thread; allocates nothing. */
public final class NearestLists {
    private final Best best = new Best();
    private float[] scores = {};

    /**
     * @param nearness of each list, the larger the better; none NaN
     * @param nprobe how many are wanted, at least 1
     * @param chosen receives them; of equal ones the smaller number comes first
     * @return how many: nprobe, or all
     */
    public int choose(float[] nearness, int nprobe, int[] chosen) {
        int wanted = Math.min(nprobe, nearness.length);
        best.begin(wanted, Integer::compare);
        if (scores.length < wanted) {
            scores = new float[wanted];
        }
        int list = 0;
        for (; list < wanted; list++) {
            best.offer(nearness[list], list);
        }
        float least = best.worst();
        for (; list < nearness.length; list++) {
            if (nearness[list] > least) {
                best.offer(nearness[list], list);
                least = best.worst();
            }
        }
        return best.drain(chosen, scores);
    }
}
