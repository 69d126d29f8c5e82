package io.poeem.train.tower;

import io.poeem.state.model.Activation;
import io.poeem.state.model.DenseLayer;
import io.poeem.state.model.Tower;
import io.poeem.train.kernel.FloatKernels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network trained by external errors: the loss lies outside, in the joint step, whose gradient w.r.t. the output is
 * handed in. Gradients are sums over the batch and are not divided by its size.
 *
 * <p>Parameters, gradients and the updater with its state are the network's, in its own memory; the passes over them are
 * {@link DensePass}'s. Bit-identical from run to run.
 */
final class DenseTower implements TowerNetwork {

    private final TowerOptions options;
    private final MultiLayerNetwork network;
    private final DensePass pass;
    private final INDArray gradientsView;
    private final float[] parameters;
    private final float[] gradients;

    DenseTower(TowerOptions options) {
        OneThread.set();
        this.options = options;
        this.network = DenseNetwork.create(options);
        this.pass = new DensePass(FloatKernels.best(), options);
        this.gradientsView = flat(network.getFlattenedGradients()); // those that the updater, made by now, works on
        this.parameters = new float[Math.toIntExact(network.numParams())];
        this.gradients = new float[parameters.length];
    }

    @Override
    public void forward(float[] in, int batch, float[] out) {
        check(batch);
        memory(network.params()).get(parameters);
        pass.forward(parameters, in, batch, out);
    }

    @Override
    public void backward(float[] gradOut, int batch, float[] gradIn) {
        check(batch);
        pass.backward(gradOut, batch, gradIn, gradients);
        memory(gradientsView).put(gradients);
        for (UpdaterBlock block : updater().getUpdaterBlocks()) {
            apply(block);
        }
        network.params().subi(gradientsView);
    }

    /** Turns the block's gradients into what is to be subtracted; there is no regularization in these networks. */
    private static void apply(UpdaterBlock block) {
        if (block.getGradientUpdater() == null) {
            block.init();
        }
        block.getGradientUpdater().applyUpdater(flat(block.getGradientView()), 0, 0);
    }

    private BaseMultiLayerUpdater<?> updater() {
        return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }

    private void check(int batch) {
        if (batch < 1 || batch > options.maxBatch()) {
            throw new IllegalArgumentException(
                    "batch of " + batch + " rows: must be 1 .. " + options.maxBatch() + " (TowerOptions.maxBatch)");
        }
    }

    /** The same memory without the dimension that DL4J puts before. */
    private static INDArray flat(INDArray view) {
        return view.reshape(view.length());
    }

    private static FloatPointer memory(INDArray array) {
        return (FloatPointer) array.data().addressPointer();
    }

    @Override
    public byte[] toBytes() {
        float[] values = toFloats();
        byte[] layout = layout();
        int floats = Float.BYTES * values.length;
        ByteBuffer bytes = ByteBuffer.allocate(floats + layout.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.put(floats, layout).array();
    }

    @Override
    public void restore(byte[] bytes) {
        INDArray weights = network.params();
        INDArray state = network.getUpdater().getStateViewArray();
        byte[] layout = layout();
        int floats = Math.toIntExact(Float.BYTES * (weights.length() + state.length()));
        int expected = floats + layout.length;
        if (bytes.length != expected || !Arrays.equals(layout, 0, layout.length, bytes, floats, expected)) {
            throw new IllegalArgumentException("state of " + bytes.length + " bytes for a tower " + options.inputs()
                    + " -> " + options.hidden() + " -> " + options.dims() + ", which needs " + expected
                    + " and the fields " + options.fields().names()
                    + ": it was written with other tower.layers, tower.fields or model.dims");
        }
        float[] values = new float[floats / Float.BYTES];
        ByteBuffer.wrap(bytes, 0, floats)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        restore(values);
    }

    @Override
    public int size() {
        return Math.toIntExact(
                network.numParams() + network.getUpdater().getStateViewArray().length());
    }

    @Override
    public float[] toFloats() {
        float[] weights = floats(network.params());
        float[] state = floats(network.getUpdater().getStateViewArray());
        float[] values = Arrays.copyOf(weights, weights.length + state.length);
        System.arraycopy(state, 0, values, weights.length, state.length);
        return values;
    }

    @Override
    public void restore(float[] values) {
        INDArray weights = network.params();
        INDArray state = network.getUpdater().getStateViewArray();
        int split = Math.toIntExact(weights.length());
        memory(weights).put(values, 0, split);
        memory(state).put(values, split, values.length - split);
    }

    /** Behind the numbers, the slots' names: the same weights mean something else under others. Nothing for a sum. */
    private byte[] layout() {
        return String.join("=", options.fields().names()).getBytes(StandardCharsets.UTF_8);
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
                    weights.rows(),
                    weights.columns(),
                    weights.dup('c').data().asFloat(),
                    network.getLayer(i).getParam("b").dup('c').data().asFloat(),
                    i == last ? Activation.IDENTITY : Activation.RELU));
        }
        return new Tower(options.inputs(), options.dims(), layers);
    }
}
