package io.poeem.ops.baseline;

/**
 * "Who clicked this also clicked that": counts co[j][i] of clicks on i by a user who had j among the last three items; an
 * item's score is Σ w · co[j][i] / √|co[j]| over the user's last five items j, w = 1, 0.7, 0.5, 0.35, 0.25 from the newest.
 * An answer of fewer than a hundred is filled up with {@link LastHour}'s.
 *
 * <p>Equal scores in the order in which the sum came upon the items: neighbours of the newest item first, these in the
 * order of {@link Neighbours}.
 */
public final class CoVisitation implements Baseline {

    private static final int DEPTH = 100;
    private static final int LEARNED = 3;
    private static final double[] WEIGHTS = {1, 0.7, 0.5, 0.35, 0.25};

    private final LastHour lastHour;
    private final Neighbours[] neighbours; // per item; null before the first
    private final int[] recent; // (users, 5): oldest first
    private final byte[] recentSize; // (users)
    private final double[] scores; // per item; 0 but while a question is answered
    private final int[] found; // items with a score, in the order of their first share
    private int foundSize;

    /**
     * @param users numbers of users are below this
     * @param items numbers of items are below this
     * @param lastHour fills up; whoever owns it lets it learn
     */
    public CoVisitation(int users, int items, LastHour lastHour) {
        this.lastHour = lastHour;
        this.neighbours = new Neighbours[items];
        this.recent = new int[users * WEIGHTS.length];
        this.recentSize = new byte[users];
        this.scores = new double[items];
        this.found = new int[items];
    }

    @Override
    public void advance(long time) {
        // only the order of clicks matters
    }

    @Override
    public int rank(int user, int item, int[] excluded) {
        if (Excluded.has(excluded, item)) {
            return MISSED;
        }
        score(user);
        for (int other : excluded) {
            scores[other] = 0;
        }
        int rank = scores[item] > 0 ? rankByScore(item) : rankBehind(item, excluded);
        for (int i = 0; i < foundSize; i++) {
            scores[found[i]] = 0;
        }
        return rank;
    }

    private void score(int user) {
        foundSize = 0;
        int newest = user * WEIGHTS.length + recentSize[user] - 1;
        for (int age = 0; age < recentSize[user]; age++) {
            Neighbours also = neighbours[recent[newest - age]];
            if (also != null) {
                double root = Math.sqrt(also.size());
                for (int i = 0; i < also.size(); i++) {
                    add(also.item(i), WEIGHTS[age] * also.count(i) / root);
                }
            }
        }
    }

    private void add(int item, double share) {
        if (scores[item] == 0) {
            found[foundSize++] = item;
        }
        scores[item] += share;
    }

    private int rankByScore(int item) {
        int rank = 0;
        boolean earlier = true;
        for (int i = 0; i < foundSize; i++) {
            earlier &= found[i] != item;
            double other = scores[found[i]];
            rank += other > scores[item] || (earlier && other == scores[item]) ? 1 : 0;
        }
        return rank;
    }

    /** Behind all that have a score, in the order of the last hour. */
    private int rankBehind(int item, int[] excluded) {
        int rank = 0;
        for (int i = 0; i < foundSize; i++) {
            rank += scores[found[i]] > 0 ? 1 : 0;
        }
        for (int other : lastHour.order()) {
            if (rank >= DEPTH || other == item) {
                return rank < DEPTH ? rank : MISSED;
            }
            rank += scores[other] == 0 && !Excluded.has(excluded, other) ? 1 : 0;
        }
        return MISSED;
    }

    @Override
    public void learn(int user, int item) {
        int start = user * WEIGHTS.length;
        int size = recentSize[user];
        for (int i = Math.max(0, size - LEARNED); i < size; i++) {
            int before = recent[start + i];
            if (before != item) {
                if (neighbours[before] == null) {
                    neighbours[before] = new Neighbours();
                }
                neighbours[before].add(item);
            }
        }
        if (size == WEIGHTS.length) {
            System.arraycopy(recent, start + 1, recent, start, --size);
        }
        recent[start + size] = item;
        recentSize[user] = (byte) (size + 1);
    }
}
