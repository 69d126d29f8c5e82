package io.poeem.state.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poeem.state.kernel.Kernels;
import io.poeem.state.kernel.ScalarKernels;
import io.poeem.state.kernel.VectorKernels;
import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Rotation;
import io.poeem.state.model.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codes and reconstructions are those of the reference, whose small case holds a true rotation. */
class QuantizerTest {
    private static final Shape SHAPE = new Shape(8, 3, 2, 4);
    private static final int N = 6;

    private JsonNode golden;
    private Codebooks codebooks;
    private float[] x;

    static List<Kernels> kernels() {
        return List.of(new ScalarKernels(), new VectorKernels());
    }

    @BeforeEach
    void readGolden() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/golden/quantizer.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        codebooks = new Codebooks(SHAPE, floats("coarse"), floats("subspaces"));
        x = floats("x");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void codesAreTheReferences(Kernels kernels) {
        int[] coarse = new int[N];
        byte[] codes = new byte[N * SHAPE.subspaces()];
        float[] before = x.clone();
        quantizer(kernels).encode(x, N, coarse, codes);
        assertThat(widen(coarse)).isEqualTo(floats("coarse_code"));
        assertThat(widen(codes)).isEqualTo(floats("code"));
        assertThat(x).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void reconstructionsAreTheReferences(Kernels kernels) {
        float[] expected = floats("decoded");
        float[] found = new float[N * 8];
        quantizer(kernels).decode(ints("coarse_code"), bytes("code"), N, found);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void withTheIdentityReconstructionsAreSumsOfCentroids(Kernels kernels) {
        Quantizer quantizer = new Quantizer(codebooks, Rotation.identity(8), kernels);
        float[] found = new float[8];
        quantizer.decode(new int[] {2}, new byte[] {3, 1}, 1, found);
        for (int i = 0; i < 8; i++) {
            int w = i < 4 ? 3 * 4 + i : (4 + 1) * 4 + i - 4;
            assertThat(found[i])
                    .isEqualTo(codebooks.coarse()[16 + i] + codebooks.subspaces()[w]);
        }
        int[] coarse = new int[1];
        byte[] codes = new byte[2];
        quantizer.encode(codebooks.coarse(), 1, coarse, codes);
        assertThat(coarse).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void changedCentroidsCountAfterARefresh(Kernels kernels) {
        Quantizer quantizer = quantizer(kernels);
        int[] coarse = new int[N];
        byte[] codes = new byte[N * 2];
        for (int i = 0; i < codebooks.coarse().length; i++) {
            codebooks.coarse()[i] = i < 8 ? 0 : 100; // centroid 0 is the nearest now
        }
        quantizer.refresh();
        quantizer.encode(x, N, coarse, codes);
        assertThat(coarse).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void lookedUpScoresAreProductsWithReconstructions(Kernels kernels) {
        float[] decoded = new float[N * 8];
        int[] coarse = ints("coarse_code");
        byte[] codes = bytes("code");
        quantizer(kernels).decode(coarse, codes, N, decoded);
        float[] query = {0.3f, -0.1f, 0.7f, 0.2f, -0.4f, 0.9f, 0.1f, -0.6f};
        float[] rotated = new float[8];
        Rotation.of(floats("rotation"), 8).apply(query, 1, rotated);

        QueryTables tables = new QueryTables(codebooks, kernels);
        float[] coarseProducts = new float[3];
        float[] table = new float[2 * 4];
        float[] residuals = new float[N];
        tables.coarse(rotated, coarseProducts);
        tables.subspaces(rotated, table);
        kernels.adc(table, 2, 4, codes, 0, N, residuals, 0);
        for (int i = 0; i < N; i++) {
            assertThat(coarseProducts[coarse[i]] + residuals[i])
                    .isCloseTo(kernels.dot(query, 0, decoded, 8 * i, 8), within(1e-5f));
        }
    }

    private Quantizer quantizer(Kernels kernels) {
        return new Quantizer(codebooks, Rotation.of(floats("rotation"), 8), kernels);
    }

    private float[] floats(String name) {
        List<Float> flat = new ArrayList<>();
        flatten(golden.get(name), flat);
        float[] values = new float[flat.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat.get(i);
        }
        return values;
    }

    private static void flatten(JsonNode node, List<Float> out) {
        if (node.isArray()) {
            node.forEach(child -> flatten(child, out));
        } else {
            out.add((float) node.asDouble());
        }
    }

    private int[] ints(String name) {
        float[] values = floats(name);
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    private byte[] bytes(String name) {
        float[] values = floats(name);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static float[] widen(int[] values) {
        float[] wide = new float[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static float[] widen(byte[] values) {
        float[] wide = new float[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i] & 0xff;
        }
        return wide;
    }
}
