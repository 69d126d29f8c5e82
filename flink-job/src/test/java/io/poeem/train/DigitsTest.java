package io.poeem.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.schemas.Example;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Shape;
import io.poeem.state.quantize.Quantizer;
import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.publish.VersionSummary;
import io.poeem.train.rows.HeapRowStore;
import io.poeem.train.rows.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The "digits" task of the method's authors, once through a stream: 10,000 users and 10,000 items, both four-digit numbers;
 * a click pairs a random item with a user whose last two digits are two of the item's, at distinct positions.
 *
 * <p>The bar is what the NumPy reference (the project's oracle) reaches with the same settings at the same number of clicks,
 * 300,000, loose precision@100 with one list probed, by L2, for the seeds 0, 1 and 2: 0.2497, 0.2498, 0.2471. Its command:
 *
 * <pre>python3 -c "import poeem; [poeem.digits(True, seed=s, n=100_000) for s in (0, 1, 2)]"</pre>
 */
class DigitsTest {

    private static final double REFERENCE = 0.2489;
    private static final int CLICKS = 300_000;
    private static final int V = 10_000;
    private static final int TOP = 100;

    private final LearnerOptions options = options();
    private final Learner learner = new Learner(options, new HeapRowStore(), new HeapRowStore());
    private final Kernels kernels = Kernels.best();
    private final int dims = options.model().dims();

    @Test
    void learnsAsTheReferenceDoes() {
        train(new SplittableRandom(1));
        assertThat(learner.phase()).isEqualTo(Phase.JOINT);
        assertThat(version(learner)).as("held back: %s", learner.heldBack()).isPresent();

        assertThat(precision()).isBetween(REFERENCE - 0.02, REFERENCE + 0.02);
    }

    /** What the quality gate lets out, by its defaults. */
    private static Optional<VersionSummary> version(Learner learner) {
        Shape shape = learner.model().shape();
        return learner.publish(1, CLICKS, new VersionWriter("digits", 1, 0, shape, 512 << 10, chunk -> {}));
    }

    private static LearnerOptions options() {
        LearnerOptions poeem = LearnerOptions.poeem();
        return poeem.with(new LearnerOptions.Model(64, 8, 256, 8, 30, 1))
                .with(new LearnerOptions.Schedule(2048 * 128, 8192));
    }

    private void train(SplittableRandom random) {
        int size = options.batch().size();
        List<Example> batch = new ArrayList<>(size);
        for (int click = 0; click < CLICKS; click++) {
            int item = random.nextInt(V);
            int first = random.nextInt(4);
            int second = (first + 1 + random.nextInt(3)) % 4;
            int user = random.nextInt(V / 100) * 100 + digit(item, first) * 10 + digit(item, second);
            batch.add(Examples.click(Integer.toString(user), Integer.toString(item), click));
            if (batch.size() == size) {
                learner.train(batch);
                batch.clear();
            }
        }
        learner.train(batch);
    }

    private static int digit(int number, int position) {
        for (int i = 0; i < position; i++) {
            number /= 10;
        }
        return number % 10;
    }

    /** Mean over all users of the share of the first 100 that have at least two digits among the user's last two. */
    private double precision() {
        Model model = learner.model();
        float[] x = rows(learner.items(), "");
        for (int i = 0; i < V; i++) {
            kernels.normalize(x, i * dims, dims, x, i * dims);
        }
        int[] coarse = new int[V];
        byte[] codes = new byte[V * model.shape().subspaces()];
        Quantizer quantizer = new Quantizer(model.codebooks(), model.rotation(), kernels);
        quantizer.encode(x, V, coarse, codes);
        float[] decoded = new float[V * dims];
        quantizer.decode(coarse, codes, V, decoded);

        List<List<Integer>> lists = new ArrayList<>();
        for (int j = 0; j < model.shape().coarse(); j++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; i < V; i++) {
            lists.get(coarse[i]).add(i);
        }
        float[] q = rows(learner.tokens(), "user=");
        double sum = 0;
        for (int user = 0; user < V; user++) {
            List<Integer> list = lists.get(nearest(q, user, model.codebooks()));
            sum += precision(user, top(q, user, list, decoded));
        }
        return sum / V;
    }

    private float[] rows(RowTable table, String prefix) {
        float[] rows = new float[V * dims];
        for (int i = 0; i < V; i++) {
            int slot = table.peek(prefix + i);
            assertThat(slot).as("row of %s%d", prefix, i).isNotNegative();
            System.arraycopy(table.values(), slot * dims, rows, i * dims, dims);
        }
        return rows;
    }

    private int nearest(float[] q, int user, Codebooks codebooks) {
        int best = 0;
        for (int j = 1; j < codebooks.shape().coarse(); j++) {
            if (distance(q, user, codebooks.coarse(), j) < distance(q, user, codebooks.coarse(), best)) {
                best = j;
            }
        }
        return best;
    }

    private float distance(float[] q, int user, float[] points, int point) {
        return kernels.squaredDistance(q, user * dims, points, point * dims, dims);
    }

    private record Found(int item, float distance) {}

    private PriorityQueue<Found> top(float[] q, int user, List<Integer> list, float[] decoded) {
        PriorityQueue<Found> top = new PriorityQueue<>((a, b) -> Float.compare(b.distance, a.distance));
        for (int item : list) {
            top.add(new Found(item, distance(q, user, decoded, item)));
            if (top.size() > TOP) {
                top.poll();
            }
        }
        return top;
    }

    private static double precision(int user, PriorityQueue<Found> top) {
        int right = 0;
        for (Found found : top) {
            int matches = 0;
            for (int position = 0; position < 4; position++) {
                int digit = digit(found.item, position);
                matches += digit == user % 10 || digit == user / 10 % 10 ? 1 : 0;
            }
            right += matches >= 2 ? 1 : 0;
        }
        return (double) right / TOP;
    }
}
