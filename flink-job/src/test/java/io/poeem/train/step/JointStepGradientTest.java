package io.poeem.train.step;

import static io.poeem.train.step.DoubleLoss.doubles;
import static io.poeem.train.step.DoubleLoss.gradient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every gradient against finite differences of the loss's definition, in double precision. */
class JointStepGradientTest {

    private static final Shape SHAPE = new Shape(12, 5, 3, 7);
    private static final int D = SHAPE.dims();
    private static final float SCALE = 10;

    private static JointStep step(float lambda, boolean ownCoarse) {
        return new JointStep(new StepOptions(D, 20, SCALE, lambda, true, ownCoarse, true, 30));
    }

    @Property(tries = 30)
    void warmingUpTheGradientsAreThoseOfTheFloatTowers(
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(max = 30) int negatives,
            @ForAll long seed,
            @ForAll boolean plain) {
        Batch all = Batch.random(seed, size, negatives, D);
        Batch batch = plain ? all.plain() : all;
        JointStep step = step(1, false);
        double loss = batch.run(step, null, null);
        assertSoftmax(batch, step, loss, new double[batch.candidates() * D]);
        assertThat(step.distortion()).isZero();
    }

    @Property(tries = 30)
    void gradientsPassStraightThroughTheQuantizer(
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll @IntRange(max = 30) int negatives,
            @ForAll long seed,
            @ForAll boolean plain,
            @ForAll boolean rotates) {
        Batch all = Batch.random(seed, size, negatives, D);
        Batch batch = plain ? all.plain() : all;
        Rotation rotation = rotates ? Batch.rotation(seed, D) : Rotation.identity(D);
        JointStep step = step(1, false);
        double loss = batch.run(step, Batch.codebooks(seed, SHAPE), rotation);
        int n = batch.candidates() * D;
        double[] shift = doubles(step.decoded(), n);
        double[] unit = new DoubleLoss(batch, D, SCALE).unit(doubles(batch.x(), n));
        for (int i = 0; i < shift.length; i++) {
            shift[i] -= unit[i];
        }
        assertSoftmax(batch, step, loss, shift);
    }

    private static void assertSoftmax(Batch batch, JointStep step, double loss, double[] shift) {
        DoubleLoss expected = new DoubleLoss(batch, D, SCALE);
        double[] q = doubles(batch.q(), batch.size() * D);
        double[] x = doubles(batch.x(), batch.candidates() * D);
        double[] a = doubles(batch.bias(), batch.candidates());
        double value = expected.softmax(q, x, a, shift);
        assertThat(loss).isCloseTo(value, within(1e-5 * Math.max(1, value)));
        assertClose(step.gradQ(), gradient(q, p -> expected.softmax(p, x, a, shift)));
        assertClose(step.gradX(), gradient(x, p -> expected.softmax(q, p, a, shift)));
        if (batch.bias() != null) {
            assertClose(step.gradBias(), gradient(a, p -> expected.softmax(q, x, p, shift)));
        }
    }

    @Property(tries = 30)
    void theIndexLearnsFromTheWeightedDistortion(
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll long seed,
            @ForAll boolean plain,
            @ForAll boolean rotates) {
        Batch batch = plain ? Batch.random(seed, size, D).plain() : Batch.random(seed, size, D);
        Rotation rotation = rotates ? Batch.rotation(seed, D) : Rotation.identity(D);
        Codebooks codebooks = Batch.codebooks(seed, SHAPE);
        float lambda = 0.7f;
        JointStep step = step(lambda, false);
        batch.run(step, codebooks, rotation);
        DoubleDistortion expected = new DoubleDistortion(batch, SHAPE, step);
        double[] v = doubles(codebooks.coarse(), codebooks.coarse().length);
        double[] w = doubles(codebooks.subspaces(), codebooks.subspaces().length);
        double[] r = doubles(rotation.matrix(), D * D);
        double value = expected.of(v, w, r);
        assertThat(step.distortion()).isCloseTo(value, within(1e-5 * Math.max(1, value)));
        assertClose(step.distortionGradients().coarse(), gradient(v, p -> lambda * expected.of(p, w, r)));
        assertClose(step.distortionGradients().subspaces(), gradient(w, p -> lambda * expected.of(v, p, r)));
        assertClose(step.distortionGradients().rotation(), gradient(r, p -> lambda * expected.of(v, w, p)));
    }

    @Property(tries = 20)
    void furtherCandidatesLeaveTheIndexAlone(@ForAll @IntRange(min = 1, max = 20) int size, @ForAll long seed) {
        Batch with = Batch.random(seed, size, 30, D);
        Batch without = new Batch(
                size, 0, with.q(), with.x(), with.items(), with.users(), with.weights(), with.bias(), with.logP());
        Codebooks codebooks = Batch.codebooks(seed, SHAPE);
        JointStep one = step(1, false);
        JointStep other = step(1, false);
        with.run(one, codebooks, Batch.rotation(seed, D));
        without.run(other, codebooks, Batch.rotation(seed, D));
        assertThat(one.distortion()).isEqualTo(other.distortion());
        assertThat(one.distortionGradients().coarse())
                .isEqualTo(other.distortionGradients().coarse());
        assertThat(one.distortionGradients().subspaces())
                .isEqualTo(other.distortionGradients().subspaces());
        assertThat(one.distortionGradients().rotation())
                .isEqualTo(other.distortionGradients().rotation());
    }

    @Property(tries = 20)
    void aCoarseCentroidMayFollowTheItemAlone(@ForAll @IntRange(min = 1, max = 20) int size, @ForAll long seed) {
        Batch batch = Batch.random(seed, size, D);
        Rotation rotation = Batch.rotation(seed, D);
        Codebooks codebooks = Batch.codebooks(seed, SHAPE);
        JointStep step = step(1, true);
        batch.run(step, codebooks, rotation);
        DoubleDistortion expected = new DoubleDistortion(batch, SHAPE, step);
        double[] v = doubles(codebooks.coarse(), codebooks.coarse().length);
        double[] nothing = new double[codebooks.subspaces().length];
        double[] r = doubles(rotation.matrix(), D * D);
        assertClose(step.distortionGradients().coarse(), gradient(v, p -> expected.of(p, nothing, r)));
    }

    @Property(tries = 20)
    void whereNothingIsLostTheGradientIsTheFloatTowers(
            @ForAll @IntRange(min = 1, max = 20) int size, @ForAll long seed) {
        Batch batch = Batch.random(seed, size, D);
        JointStep warmUp = step(1, false);
        batch.run(warmUp, null, null);
        float[] exact = java.util.Arrays.copyOf(warmUp.unitItems(), 20 * D);
        Shape shape = new Shape(D, 20, 3, 7);
        Codebooks lossless = new Codebooks(shape, exact, new float[7 * D]);
        JointStep joint = step(1, false);
        batch.run(joint, lossless, null);
        assertThat(joint.distortion()).isZero();
        assertClose(joint.gradX(), doubles(warmUp.gradX(), size * D));
        assertClose(joint.gradQ(), doubles(warmUp.gradQ(), size * D));
    }

    @Property(tries = 20)
    void aMaskedCandidateTakesNoPart(@ForAll long seed) {
        Batch batch = Batch.random(seed, 4, D);
        int[] items = {1, 2, 1, 3};
        int[] users = {7, 8, 9, 8};
        JointStep step = step(1, false);
        float[] moved = batch.x().clone();
        // Row 0 must not see row 2 (same item), row 1 not row 3 (same user): with weight on row 0 or 1 alone, they get
        // nothing.
        for (int i = 0; i < 2; i++) {
            float[] weights = new float[4];
            weights[i] = 1;
            step.run(4, batch.q(), moved, items, users, weights, null, null, null, null);
            for (int j = 0; j < D; j++) {
                assertThat(step.gradX()[(i + 2) * D + j]).isZero();
            }
            assertThat(step.gradX()[(3 - i) * D]).isNotZero();
        }
    }

    static void assertClose(float[] found, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            double tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]));
            assertThat((double) found[i]).as("[%d]", i).isCloseTo(expected[i], within(tolerance));
        }
    }
}
