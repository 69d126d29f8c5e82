package io.poeem.train.tower;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaGrad;

/** The DL4J configuration of a tower. */
final class DenseNetwork {

    /** What Adagrad's accumulators begin with; as large as the rows' and the codebooks'. */
    private static final double INITIAL_ACCUMULATOR = 0.1;

    private DenseNetwork() {}

    /** inputs -> hidden (ReLU) … -> dims (identity); He-normal weights from the seed; updates are sums over the batch. */
    static MultiLayerNetwork create(TowerOptions options) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(options.seed())
                .dataType(DataType.FLOAT)
                .miniBatch(false)
                .updater(new AdaGrad(options.learningRate(), AdaGrad.DEFAULT_ADAGRAD_EPSILON))
                .list();
        int in = options.inputs();
        for (int width : options.hidden()) {
            layers.layer(layer(in, width, Activation.RELU, WeightInit.RELU));
            in = width;
        }
        layers.layer(layer(in, options.dims(), Activation.IDENTITY, WeightInit.XAVIER));
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        network.getUpdater().getStateViewArray().assign(INITIAL_ACCUMULATOR);
        if (options.hidden().isEmpty()) {
            beginAsSum(network, options);
        }
        return network;
    }

    /** W = (I; …; I): until it learns otherwise, a single layer gives the sum of its slots. */
    private static void beginAsSum(MultiLayerNetwork network, TowerOptions options) {
        INDArray weights = network.getLayer(0).getParam("W");
        weights.assign(0);
        for (int i = 0; i < options.inputs(); i++) {
            weights.putScalar(i, i % options.dims(), 1);
        }
    }

    private static DenseLayer layer(int in, int out, Activation activation, WeightInit init) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(activation)
                .weightInit(init)
                .build();
    }
}
