package io.poeem.train.tower;

import io.poeem.state.model.Activation;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Tower;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A DL4J network trained by external errors: the loss lies outside, in the joint step, whose gradient w.r.t. the output is
 * handed in. Gradients are sums over the batch and are not divided by its size.
 *
 * <p>Floats go in and out by bulk copies of the arrays' memory. Bit-identical from run to run on one machine, as its BLAS has
 * {@link OneThread}; another kind of processor may have another BLAS kernel, which sums in another order.
 */
final class DenseTower implements TowerNetwork {

    private final TowerOptions options;
    private final MultiLayerNetwork network;
    private final INDArray input;
    private final INDArray epsilon;

    DenseTower(TowerOptions options) {
        OneThread.set();
        this.options = options;
        this.network = DenseNetwork.create(options);
        this.input = Nd4j.create(options.maxBatch(), options.dims());
        this.epsilon = Nd4j.create(options.maxBatch(), options.dims());
    }

    @Override
    public void forward(float[] in, int batch, float[] out) {
        network.setInput(load(in, batch, input));
        List<INDArray> activations = network.feedForward(true, false);
        read(activations.get(activations.size() - 1), out);
    }

    @Override
    public void backward(float[] gradOut, int batch, float[] gradIn) {
        Pair<Gradient, INDArray> back = network.backpropGradient(load(gradOut, batch, epsilon), null);
        read(back.getSecond(), gradIn);
        Gradient gradient = back.getFirst();
        network.getUpdater().update(network, gradient, 0, 0, batch, LayerWorkspaceMgr.noWorkspaces());
        network.params().subi(gradient.gradient());
    }

    private INDArray load(float[] rows, int batch, INDArray into) {
        if (batch < 1 || batch > options.maxBatch()) {
            throw new IllegalArgumentException(
                    "batch of " + batch + " rows: must be 1 .. " + options.maxBatch() + " (TowerOptions.maxBatch)");
        }
        memory(into).put(rows, 0, batch * options.dims());
        return batch == options.maxBatch() ? into : into.get(DenseNetwork.rows(batch));
    }

    /** The array's floats by rows, into {@code to}. */
    private static void read(INDArray from, float[] to) {
        INDArray rows = from.ordering() == 'c' && from.elementWiseStride() == 1 ? from : from.dup('c');
        memory(rows).get(to, 0, Math.toIntExact(rows.length()));
    }

    private static FloatPointer memory(INDArray array) {
        return (FloatPointer) array.data().addressPointer();
    }

    @Override
    public byte[] toBytes() {
        float[] weights = floats(network.params());
        float[] state = floats(network.getUpdater().getStateViewArray());
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (weights.length + state.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights).put(state);
        return bytes.array();
    }

    @Override
    public void restore(byte[] bytes) {
        INDArray weights = network.params();
        INDArray state = network.getUpdater().getStateViewArray();
        long expected = Float.BYTES * (weights.length() + state.length());
        if (bytes.length != expected) {
            throw new IllegalArgumentException("state of " + bytes.length + " bytes for a tower " + options.dims()
                    + " -> " + options.hidden() + " -> " + options.dims() + ", which needs " + expected
                    + ": it was written with other tower.layers or model.dims");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        int split = Math.toIntExact(weights.length());
        memory(weights).put(values, 0, split);
        memory(state).put(values, split, values.length - split);
    }

    private static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        memory(array).get(values, 0, values.length);
        return values;
    }

    @Override
    public Tower toTower() {
        List<DenseLayer> layers = new ArrayList<>();
        int last = network.getnLayers() - 1;
        for (int i = 0; i <= last; i++) {
            INDArray weights = network.getLayer(i).getParam("W");
            layers.add(new DenseLayer(
                    (int) weights.rows(),
                    (int) weights.columns(),
                    weights.dup('c').data().asFloat(),
                    network.getLayer(i).getParam("b").dup('c').data().asFloat(),
                    i == last ? Activation.IDENTITY : Activation.RELU));
        }
        return new Tower(options.dims(), layers);
    }
}
