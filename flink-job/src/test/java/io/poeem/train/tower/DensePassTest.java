package io.poeem.train.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.model.InputFields;
import io.poeem.train.kernel.FloatKernels;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The passes and the updates against those of DL4J itself. */
class DensePassTest {

    @ParameterizedTest(name = "{4} x {0} -> {1} -> {2} -> {0}, batch {3}")
    @CsvSource({
        "64, 128, 0, 32, 1",
        "64, 128, 0, 1, 1",
        "16, 8, 0, 13, 1",
        "10, 33, 7, 9, 1",
        "64, 128, 96, 100, 1",
        "64, 128, 0, 32, 4",
        "10, 0, 0, 9, 3",
        "64, 0, 0, 40, 2"
    })
    void areThoseOfDl4j(int dims, int first, int second, int batch, int slots) {
        List<Integer> hidden =
                Stream.of(first, second).filter(width -> width > 0).toList();
        InputFields fields = slots == 1
                ? InputFields.SUM
                : InputFields.concat(List.of("a", "b", "c").subList(0, slots - 1));
        TowerOptions options = new TowerOptions(fields, dims, hidden, 0.2f, batch + 3, 5);
        int inputs = slots * dims;
        DenseTower tower = new DenseTower(options);
        MultiLayerNetwork network = DenseNetwork.create(options);
        Random random = new Random(dims);
        for (int step = 0; step < 3; step++) {
            float[] in = random(random, batch * inputs);
            float[] gradOut = random(random, batch * dims);
            float[] out = new float[batch * dims];
            float[] gradIn = new float[batch * inputs];
            tower.forward(in, batch, out);
            network.setInput(Nd4j.createFromArray(in).reshape(batch, inputs));
            List<INDArray> activations = network.feedForward(true, false);
            same(out, activations.get(activations.size() - 1));

            tower.backward(gradOut, batch, gradIn);
            Pair<Gradient, INDArray> back = network.backpropGradient(
                    Nd4j.createFromArray(gradOut).reshape(batch, dims), LayerWorkspaceMgr.noWorkspaces());
            same(gradIn, back.getSecond());
            network.getUpdater().update(network, back.getFirst(), 0, 0, batch, LayerWorkspaceMgr.noWorkspaces());
            network.params().subi(back.getFirst().gradient());
        }
        float[] parameters = new float[(int) network.numParams()];
        java.nio.ByteBuffer.wrap(tower.toBytes())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(parameters);
        same(parameters, network.params());
    }

    @ParameterizedTest
    @CsvSource({"64, 128, 32", "10, 33, 9"})
    void haveTheSameBitsWithAndWithoutVectors(int dims, int hidden, int batch) {
        TowerOptions options = new TowerOptions(dims, List.of(hidden), 0.2f, batch, 5);
        int count = 2 * dims * hidden + dims + hidden;
        float[] parameters = random(new Random(1), count);
        float[] in = random(new Random(2), batch * dims);
        float[] gradOut = random(new Random(3), batch * dims);
        float[][] found = new float[2][];
        for (FloatKernels kernels : List.of(FloatKernels.best(), FloatKernels.scalar())) {
            DensePass pass = new DensePass(kernels, options);
            float[] out = new float[batch * dims];
            float[] gradients = new float[count];
            pass.forward(parameters, in, batch, out);
            pass.backward(gradOut, batch, out, gradients);
            found[found[0] == null ? 0 : 1] = gradients;
        }
        assertThat(found[0]).isEqualTo(found[1]);
    }

    private static float[] random(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private static void same(float[] found, INDArray expected) {
        float[] wanted = expected.dup('c').data().asFloat();
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(1e-4f * Math.max(1, Math.abs(wanted[i]))));
        }
    }
}
