package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Activation;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.InputFields;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.quantize.Quantizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RebuiltIndexTest {

    private static final int DIMS = 8;
    private static final int ITEMS = 400;
    private static final Shape SHAPE = new Shape(DIMS, 4, 2, 16);

    private final IndexImage image = image();

    @Test
    void everyItemHasTheCodeThatBruteForceFinds() {
        IndexImage rebuilt = RebuiltIndex.plain(image, 1);
        Codebooks codebooks = rebuilt.model().codebooks();
        for (int i = 0; i < ITEMS; i++) {
            float[] x = rotated(i);
            int c = nearest(x, 0, codebooks.coarse(), 0, SHAPE.coarse(), DIMS);
            assertThat(rebuilt.items().coarse(i)).isEqualTo(c);
            double squares = 0;
            for (int j = 0; j < DIMS; j++) {
                x[j] -= codebooks.coarse()[c * DIMS + j];
            }
            for (int m = 0; m < 2; m++) {
                int k = nearest(x, m * 4, codebooks.subspaces(), m * 16 * 4, 16, 4);
                assertThat(rebuilt.items().codes()[i * 2 + m] & 0xff).isEqualTo(k);
                for (int j = 0; j < 4; j++) {
                    double value =
                            codebooks.coarse()[c * DIMS + m * 4 + j] + codebooks.subspaces()[(m * 16 + k) * 4 + j];
                    squares += value * value;
                }
            }
            assertThat(rebuilt.items().norm(i)).isCloseTo((float) Math.sqrt(squares), within(1e-5f));
        }
    }

    @Test
    void allButCodesAndCodebooksIsTheVersions() {
        IndexImage rebuilt = RebuiltIndex.clickWeighted(image, 1);
        assertThat(rebuilt.version()).isEqualTo(image.version());
        assertThat(rebuilt.model().rotation()).isSameAs(image.model().rotation());
        assertThat(rebuilt.model().logTotal()).isEqualTo(image.model().logTotal());
        assertThat(rebuilt.items().size()).isEqualTo(ITEMS);
        assertThat(rebuilt.items().logCounts()).isEqualTo(image.items().logCounts());
        assertThat(rebuilt.items().id(17)).isEqualTo(image.items().id(17));
    }

    @Test
    void anIndexIsRebuiltAlsoWhereFieldsLieSideBySide() {
        IndexImage concat = image(new Model(
                SHAPE,
                tower(3),
                tower(2),
                rotation(),
                Codebooks.zero(SHAPE),
                10,
                1,
                1_005,
                10,
                InputFields.concat(List.of("user", "item")),
                InputFields.concat(List.of("id"))));
        for (IndexImage rebuilt : List.of(RebuiltIndex.plain(concat, 1), RebuiltIndex.clickWeighted(concat, 1))) {
            assertThat(rebuilt.model().queryFields()).isEqualTo(concat.model().queryFields());
            assertThat(rebuilt.model().itemFields()).isEqualTo(concat.model().itemFields());
        }
    }

    @Test
    void theSameImageAndSeedGiveTheSameBytes() {
        assertThat(RebuiltIndex.plain(image, 3).contentSha256())
                .isEqualTo(RebuiltIndex.plain(image, 3).contentSha256())
                .isNotEqualTo(RebuiltIndex.plain(image, 4).contentSha256());
    }

    @Test
    void clickWeightsServeTheClickedItemsBetterAndPlainTheOthers() {
        assertThat(distortion(RebuiltIndex.clickWeighted(image, 1), 0, 40))
                .isLessThan(distortion(RebuiltIndex.plain(image, 1), 0, 40));
        assertThat(distortion(RebuiltIndex.clickWeighted(image, 1), 40, ITEMS))
                .isGreaterThan(distortion(RebuiltIndex.plain(image, 1), 40, ITEMS));
    }

    /** Σ over items from .. to of ||T(x) - x||². */
    private double distortion(IndexImage rebuilt, int from, int to) {
        float[] decoded = new float[ITEMS * DIMS];
        new Quantizer(rebuilt.model().codebooks(), rebuilt.model().rotation(), Kernels.best())
                .decode(rebuilt.items().coarse(), rebuilt.items().codes(), ITEMS, decoded);
        double sum = 0;
        for (int i = from * DIMS; i < to * DIMS; i++) {
            double error = decoded[i] - image.items().vectors()[i];
            sum += error * error;
        }
        return sum;
    }

    private float[] rotated(int item) {
        float[] x = new float[DIMS];
        System.arraycopy(image.items().vectors(), item * DIMS, x, 0, DIMS);
        float[] out = new float[DIMS];
        image.model().rotation().apply(x, 1, out);
        return out;
    }

    private static int nearest(float[] x, int at, float[] centroids, int from, int n, int dims) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (int j = 0; j < dims; j++) {
                double difference = x[at + j] - (double) centroids[from + k * dims + j];
                sum += difference * difference;
            }
            if (sum < least) {
                least = sum;
                best = k;
            }
        }
        return best;
    }

    /** Unit vectors; the first forty items have nearly all the clicks. The rotation swaps and turns. */
    private static IndexImage image() {
        return image(new Model(
                SHAPE,
                Tower.identity(DIMS),
                Tower.identity(DIMS),
                rotation(),
                Codebooks.zero(SHAPE),
                10,
                1,
                1_005,
                10));
    }

    private static IndexImage image(Model model) {
        Random random = new Random(5);
        ItemsBuilder items = new ItemsBuilder(DIMS, SHAPE.subspaces());
        for (int i = 0; i < ITEMS; i++) {
            float[] x = new float[DIMS];
            double squares = 0;
            for (int j = 0; j < DIMS; j++) {
                x[j] = (float) random.nextGaussian();
                squares += x[j] * x[j];
            }
            for (int j = 0; j < DIMS; j++) {
                x[j] /= (float) Math.sqrt(squares);
            }
            String id = "i%03d".formatted(i);
            items.add(id, 0, new byte[SHAPE.subspaces()], 0, 1f, i < 40 ? 1_000f : 992f)
                    .vector(id, x, 0);
        }
        return IndexImage.empty()
                .apply(new IndexDelta(
                        7, IndexDelta.FULL, 70, model, TokenRows.empty(), items.build(), List.of(), List.of()));
    }

    /** One layer from slots of values to an embedding. */
    private static Tower tower(int slots) {
        int inputs = slots * DIMS;
        return new Tower(
                inputs,
                DIMS,
                List.of(new DenseLayer(inputs, DIMS, new float[inputs * DIMS], new float[DIMS], Activation.IDENTITY)));
    }

    private static Rotation rotation() {
        float[] matrix = new float[DIMS * DIMS];
        for (int i = 2; i < DIMS; i++) {
            matrix[i * DIMS + DIMS + 1 - i] = 1;
        }
        matrix[0] = 0.6f;
        matrix[1] = 0.8f;
        matrix[DIMS] = -0.8f;
        matrix[DIMS + 1] = 0.6f;
        return Rotation.of(matrix, DIMS);
    }
}
