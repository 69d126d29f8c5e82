package io.poeem.state.model;

import io.poeem.state.bytes.ByteReader;
import io.poeem.state.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** A model as bytes: the body of MODEL chunks and the first part of the content hash. Laid out in {@code docs/wire.md}. */
public final class ModelBytes {
    private static final int IDENTITY = 0;
    private static final int MATRIX = 1;
    private static final int LAYER_HEADER = 12;

    private ModelBytes() {}

    public static byte[] write(Model model) {
        Shape shape = model.shape();
        ByteWriter out = new ByteWriter(64 + 4 * (shape.coarse() + shape.centroids()) * shape.dims());
        out.i32(shape.dims()).i32(shape.coarse()).i32(shape.subspaces()).i32(shape.centroids());
        out.f32(model.scale())
                .f32(model.popularityWeight())
                .f64(model.logTotal())
                .i32(model.historyLength());
        write(model.query(), out);
        write(model.item(), out);
        if (model.rotation().isIdentity()) {
            out.i32(IDENTITY);
        } else {
            float[] matrix = model.rotation().matrix();
            out.i32(MATRIX).floats(matrix, 0, matrix.length);
        }
        Codebooks codebooks = model.codebooks();
        out.floats(codebooks.coarse(), 0, codebooks.coarse().length);
        out.floats(codebooks.subspaces(), 0, codebooks.subspaces().length);
        return out.toBytes();
    }

    private static void write(Tower tower, ByteWriter out) {
        out.i32(tower.layers().size());
        for (DenseLayer layer : tower.layers()) {
            out.i32(layer.in()).i32(layer.out()).i32(code(layer.activation()));
            out.floats(layer.weights(), 0, layer.weights().length);
            out.floats(layer.bias(), 0, layer.bias().length);
        }
    }

    /** @throws IllegalArgumentException if these are not the bytes of a model, whole and alone */
    public static Model read(ByteReader in) {
        Shape shape = new Shape(in.i32(), in.i32(), in.i32(), in.i32());
        float scale = in.f32();
        float popularityWeight = in.f32();
        double logTotal = in.f64();
        int historyLength = in.i32();
        Tower query = readTower(in, shape.dims());
        Tower item = readTower(in, shape.dims());
        Rotation rotation = readRotation(in, shape.dims());
        float[] coarse = in.floats((long) shape.coarse() * shape.dims(), "coarse centroids");
        float[] subspaces = in.floats((long) shape.centroids() * shape.dims(), "subspace centroids");
        in.requireEnd();
        return new Model(
                shape,
                query,
                item,
                rotation,
                new Codebooks(shape, coarse, subspaces),
                scale,
                popularityWeight,
                logTotal,
                historyLength);
    }

    private static Rotation readRotation(ByteReader in, int dims) {
        int form = in.i32();
        return switch (form) {
            case IDENTITY -> Rotation.identity(dims);
            case MATRIX -> Rotation.of(in.floats((long) dims * dims, "rotation"), dims);
            default -> throw new IllegalArgumentException("rotation of form " + form + "; 0 and 1 are known");
        };
    }

    private static Tower readTower(ByteReader in, int dims) {
        int n = in.count(LAYER_HEADER, "layers");
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int from = in.i32();
            int to = in.i32();
            Activation activation = activation(in.i32());
            float[] weights = in.floats((long) from * to, "weights");
            layers.add(new DenseLayer(from, to, weights, in.floats(to, "bias"), activation));
        }
        return new Tower(dims, layers);
    }

    // An enum's ordinal never reaches the wire.
    private static int code(Activation activation) {
        return switch (activation) {
            case IDENTITY -> 0;
            case RELU -> 1;
        };
    }

    private static Activation activation(int code) {
        return switch (code) {
            case 0 -> Activation.IDENTITY;
            case 1 -> Activation.RELU;
            default -> throw new IllegalArgumentException("activation " + code + "; 0 and 1 are known");
        };
    }
}
