package io.poeem.train.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The small case of the NumPy reference, in float64: {@code reference/poeem.py golden golden.json}. */
public final class Golden {

    private final JsonNode root;

    private Golden(JsonNode root) {
        this.root = root;
    }

    public static Golden read() throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("golden.json")) {
            return new Golden(new ObjectMapper().readTree(in));
        }
    }

    public double number(String name) {
        return root.required(name).doubleValue();
    }

    /** An array of any depth, flat. */
    public double[] doubles(String name) {
        List<Double> out = new ArrayList<>();
        flatten(root.required(name), out);
        return out.stream().mapToDouble(d -> d).toArray();
    }

    public float[] floats(String name) {
        double[] values = doubles(name);
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }

    public int[] ints(String name) {
        double[] values = doubles(name);
        int[] out = new int[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (int) values[i];
        }
        return out;
    }

    private static void flatten(JsonNode node, List<Double> out) {
        if (node.isArray()) {
            node.forEach(child -> flatten(child, out));
        } else {
            out.add(node.doubleValue());
        }
    }
}
