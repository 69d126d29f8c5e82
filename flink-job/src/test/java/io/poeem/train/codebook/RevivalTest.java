package io.poeem.train.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two dimensions, each a subspace; centroid 0 of every codebook lies at 0, and the others far off. */
class RevivalTest {

    private static final Shape SHAPE = new Shape(2, 3, 2, 2);
    private static final Rotation NONE = Rotation.identity(2);

    private final Codebooks codebooks =
            new Codebooks(SHAPE, new float[] {0, 0, 50, 50, 60, 60}, new float[] {0, 70, 0, 80});
    private final Revival revival = new Revival(SHAPE, 6);
    private final List<String> revived = new ArrayList<>();

    /** Points that all have code 0 everywhere. */
    private void batch(float... x) {
        int n = x.length / 2;
        revival.batch(
                x,
                n,
                new int[n],
                new byte[2 * n],
                NONE,
                codebooks,
                (coarse, c) -> revived.add((coarse ? "v" : "w") + c));
    }

    @Test
    void centroidsStayWhileTheyWereUsedWithinTheLimit() {
        batch(1, 2, 3, 4);
        batch(1, 2, 3, 4, 5, 6);
        assertThat(revived).isEmpty();
        assertThat(codebooks.coarse()).containsExactly(0, 0, 50, 50, 60, 60);
    }

    @Test
    void thoseBeyondItMoveToTheWorstPointsAndTheWorstResiduals() {
        batch(1, 2, 3, 4, 5, 6);
        batch(1, 1, -9, 3, 4, 7);
        // Distances to v_0: 2, 90, 65; then, with a centroid at (-9, 3), (4, 7) is the worst.
        assertThat(codebooks.coarse()).containsExactly(0, 0, -9, 3, 4, 7);
        // Residuals of v_0, on which they all fell: 1, -9, 4 and 1, 3, 7.
        assertThat(codebooks.subspaces()).containsExactly(0, -9, 0, 7);
        assertThat(revived).containsExactly("v1", "v2", "w1", "w3");
    }

    @Test
    void theRevivedHaveAsLongAgain() {
        batch(1, 2, 3, 4, 5, 6);
        batch(1, 1, -9, 3, 4, 7);
        revived.clear();
        batch(1, 2, 3, 4, 5, 6);
        assertThat(revived).isEmpty();
    }

    @Test
    void moreThanTheBatchHasDistinctPointsAreLeftForTheNext() {
        batch(1, 2, 3, 4, 5, 6);
        batch(8, 9, 8, 9, 8, 9);
        assertThat(revived).containsExactly("v1", "w1", "w3");
        batch(1, 2);
        assertThat(revived).containsExactly("v1", "w1", "w3", "v2");
    }

    @Test
    void aRevivedCentroidRemembersNothing() {
        CodebookOptions options = new CodebookOptions(CodebookOptions.Rule.ADAGRAD, 0.1f, 0.9f).withReviveAfter(2);
        CodebookLearner learner = new CodebookLearner(options, codebooks);
        DistortionGradients gradients = new DistortionGradients(SHAPE, false);
        Arrays.fill(gradients.coarse(), 3);
        learner.update(gradients);
        float[] before = memory(learner);
        learner.follow(new float[] {1, 2, 3, 4}, 2, new int[2], new byte[4], NONE);
        float[] after = memory(learner);
        assertThat(before).containsExactly(9.1f, 9.1f, 9.1f, 9.1f, 9.1f, 9.1f);
        assertThat(after).containsExactly(9.1f, 9.1f, 0.1f, 0.1f, 0.1f, 0.1f);
    }

    /** What Adagrad remembers of the coarse centroids: it follows 6 + 4 floats of centroids in the bytes. */
    private static float[] memory(CodebookLearner learner) {
        float[] memory = new float[6];
        java.nio.ByteBuffer.wrap(learner.toBytes())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .position(40)
                .asFloatBuffer()
                .get(memory);
        return memory;
    }
}
