package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.poeem.ops.faiss.FaissTrainer;
import io.poeem.searcher.Searcher;
import io.poeem.state.image.IndexDelta;
import io.poeem.state.image.IndexImage;
import io.poeem.state.image.ItemsBuilder;
import io.poeem.state.image.TokenRows;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Model;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import io.poeem.state.model.Tower;
import io.poeem.state.quantize.Quantizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FaissRebuildsTest {

    private static final int DIMS = 16;
    private static final int ITEMS = 3_000;
    private static final int CENTRES = 20;

    private final List<String> notices = new ArrayList<>();

    @Test
    void itsCodebooksAreAboutAsGoodAsOurs() {
        Optional<FaissTrainer> faiss = FaissTrainer.find();
        assumeTrue(
                faiss.isPresent(),
                "neither python3 nor /usr/bin/python3 can import faiss and numpy: apt-get install python3-faiss");
        IndexImage image = image(256);
        FaissRebuilds rebuilds = new FaissRebuilds(() -> faiss, notices::add);

        IndexImage rebuilt = rebuilds.of(image, 1).orElseThrow();
        IndexImage again = rebuilds.of(image, 1).orElseThrow();

        IndexImage plain = RebuiltIndex.plain(image, 1);
        assertThat(distortion(rebuilt, image)).isCloseTo(distortion(plain, image), Percentage.withPercentage(15));
        assertThat(rebuilt.contentSha256()).isEqualTo(again.contentSha256()).isNotEqualTo(plain.contentSha256());
        assertThat(new Searcher(rebuilt).version()).isEqualTo(image.version()); // which checks bounds
        assertThat(IntStream.range(0, ITEMS).map(rebuilt.items()::coarse).distinct())
                .hasSize(8);
        assertThat(rebuilt.items().norm(0)).isCloseTo(1, within(0.2f));
        assertThat(notices).isEmpty();
    }

    @Test
    void whereFaissIsMissingOneNoticeSaysHowToGetIt() {
        AtomicInteger looked = new AtomicInteger();
        FaissRebuilds rebuilds = new FaissRebuilds(
                () -> {
                    looked.incrementAndGet();
                    return Optional.empty();
                },
                notices::add);
        assertThat(rebuilds.of(image(256), 1)).isEmpty();
        assertThat(rebuilds.of(image(256), 1)).isEmpty();
        assertThat(looked).hasValue(1);
        assertThat(notices)
                .containsExactly("no rebuilt_faiss row: Faiss is not installed: apt-get install python3-faiss");
    }

    @Test
    void aFaissThatFailsIsNotAskedAgain() {
        FaissTrainer failing = new FaissTrainer("/bin/false", Duration.ofMinutes(1));
        FaissRebuilds rebuilds = new FaissRebuilds(() -> Optional.of(failing), notices::add);
        assertThat(rebuilds.of(image(256), 1)).isEmpty();
        assertThat(rebuilds.of(image(256), 1)).isEmpty();
        assertThat(notices).singleElement().asString().contains("rebuilt_faiss", "version 7", "/bin/false", "status 1");
    }

    @Test
    void withOtherCodesThanFaisssItIsNotEvenLookedFor() {
        FaissRebuilds rebuilds = new FaissRebuilds(
                () -> {
                    throw new AssertionError("looked for");
                },
                notices::add);
        assertThat(rebuilds.of(image(16), 1)).isEmpty();
        assertThat(notices).singleElement().asString().contains("codebook.centroids", "256", "16");
    }

    /** Σ ||T(x) - x||². */
    private static double distortion(IndexImage rebuilt, IndexImage image) {
        float[] decoded = new float[ITEMS * DIMS];
        new Quantizer(rebuilt.model().codebooks(), rebuilt.model().rotation(), Kernels.best())
                .decode(rebuilt.items().coarse(), rebuilt.items().codes(), ITEMS, decoded);
        double sum = 0;
        for (int i = 0; i < decoded.length; i++) {
            double error = decoded[i] - image.items().vectors()[i];
            sum += error * error;
        }
        return sum;
    }

    /** Unit vectors around {@value #CENTRES} centres; the rotation reverses and changes signs. */
    private static IndexImage image(int centroids) {
        Shape shape = new Shape(DIMS, 8, 4, centroids);
        Random random = new Random(5);
        float[][] centres = new float[CENTRES][DIMS];
        for (float[] centre : centres) {
            around(new float[DIMS], 1, random, centre);
        }
        ItemsBuilder items = new ItemsBuilder(DIMS, shape.subspaces());
        for (int i = 0; i < ITEMS; i++) {
            float[] x = new float[DIMS];
            around(centres[i % CENTRES], 0.15f, random, x);
            items.add("i%04d".formatted(i), 0, new byte[shape.subspaces()], 0, 1f, 1f)
                    .vector("i%04d".formatted(i), x, 0);
        }
        float[] matrix = new float[DIMS * DIMS];
        for (int i = 0; i < DIMS; i++) {
            matrix[i * DIMS + DIMS - 1 - i] = i % 3 == 0 ? -1 : 1;
        }
        Model model = new Model(
                shape,
                Tower.identity(DIMS),
                Tower.identity(DIMS),
                Rotation.of(matrix, DIMS),
                Codebooks.zero(shape),
                10,
                1,
                1_005,
                10);
        return IndexImage.empty()
                .apply(new IndexDelta(
                        7, IndexDelta.FULL, 70, model, TokenRows.empty(), items.build(), List.of(), List.of()));
    }

    private static void around(float[] centre, float deviation, Random random, float[] out) {
        double squares = 0;
        for (int j = 0; j < DIMS; j++) {
            out[j] = centre[j] + (float) (deviation * random.nextGaussian());
            squares += out[j] * out[j];
        }
        for (int j = 0; j < DIMS; j++) {
            out[j] /= (float) Math.sqrt(squares);
        }
    }
}
