package io.poeem.state.model;

import io.poeem.state.bytes.ByteReader;
import io.poeem.state.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as bytes: the body of MODEL chunks and the first part of the content hash. Laid out in {@code docs/wire.md}.
 *
 * <p>Format 2 holds the layout of the towers' inputs. A model whose fields are summed is written in format 1, which every
 * reader knows.
 */
public final class ModelBytes {

    /** The newest format. */
    public static final int NEWEST = 2;

    private static final int SUMMED = 0;
    private static final int APART = 1;
    private static final int IDENTITY = 0;
    private static final int MATRIX = 1;
    private static final int LAYER_HEADER = 12;

    private ModelBytes() {}

    /** The format that {@link #write} takes for the model. */
    public static int format(Model model) {
        return model.queryFields().apart() || model.itemFields().apart() ? 2 : 1;
    }

    public static byte[] write(Model model) {
        Shape shape = model.shape();
        ByteWriter out = new ByteWriter(64 + 4 * (shape.coarse() + shape.centroids()) * shape.dims());
        out.i32(shape.dims()).i32(shape.coarse()).i32(shape.subspaces()).i32(shape.centroids());
        out.f32(model.scale())
                .f32(model.popularityWeight())
                .f64(model.logTotal())
                .i32(model.historyLength());
        if (format(model) >= 2) {
            write(model.queryFields(), out);
            write(model.itemFields(), out);
        }
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

    private static void write(InputFields fields, ByteWriter out) {
        out.i32(fields.apart() ? APART : SUMMED);
        if (fields.apart()) {
            out.i32(fields.names().size());
            for (String name : fields.names()) {
                byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
                out.u16(utf8.length).bytes(utf8, 0, utf8.length);
            }
        }
    }

    private static InputFields readFields(ByteReader in) {
        int form = in.i32();
        if (form == SUMMED) {
            return InputFields.SUM;
        }
        if (form != APART) {
            throw new IllegalArgumentException("fields of form " + form + "; 0 and 1 are known");
        }
        int n = in.count(3, "fields");
        if (n > InputFields.MOST) {
            throw new IllegalArgumentException(n + " fields; at most " + InputFields.MOST + " have slots of their own");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            names.add(in.text(in.u16()));
        }
        return InputFields.concat(names);
    }

    /** As {@link #read(ByteReader, int)}, of format 1. */
    public static Model read(ByteReader in) {
        return read(in, 1);
    }

    /**
     * @param format as the payload's header says, from 1 to {@link #NEWEST}
     * @throws IllegalArgumentException if these are not the bytes of a model, whole and alone
     */
    public static Model read(ByteReader in, int format) {
        Shape shape = new Shape(in.i32(), in.i32(), in.i32(), in.i32());
        float scale = in.f32();
        float popularityWeight = in.f32();
        double logTotal = in.f64();
        int historyLength = in.i32();
        InputFields queryFields = format < 2 ? InputFields.SUM : readFields(in);
        InputFields itemFields = format < 2 ? InputFields.SUM : readFields(in);
        Tower query = readTower(in, queryFields.slots() * shape.dims(), shape.dims());
        Tower item = readTower(in, itemFields.slots() * shape.dims(), shape.dims());
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
                historyLength,
                queryFields,
                itemFields);
    }

    private static Rotation readRotation(ByteReader in, int dims) {
        int form = in.i32();
        return switch (form) {
            case IDENTITY -> Rotation.identity(dims);
            case MATRIX -> Rotation.of(in.floats((long) dims * dims, "rotation"), dims);
            default -> throw new IllegalArgumentException("rotation of form " + form + "; 0 and 1 are known");
        };
    }

    private static Tower readTower(ByteReader in, int inputs, int dims) {
        int n = in.count(LAYER_HEADER, "layers");
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int from = in.i32();
            int to = in.i32();
            Activation activation = activation(in.i32());
            float[] weights = in.floats((long) from * to, "weights");
            layers.add(new DenseLayer(from, to, weights, in.floats(to, "bias"), activation));
        }
        return new Tower(inputs, dims, layers);
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
