package io.poeem.train.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.state.model.Codebooks;
import io.poeem.train.kernel.FloatKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal arguments, equal bits: promise 6 of the design begins here. */
class JointStepRepeatabilityTest {

    private static final int D = StepDigest.SHAPE.dims();
    private static final int B = StepDigest.B;
    private static final String VECTORS = "--add-modules jdk.incubator.vector";

    private final Batch batch = Batch.random(11, B, D);
    private final Codebooks codebooks = Batch.codebooks(12, StepDigest.SHAPE);

    private static JointStep step(int maxBatch) {
        return new JointStep(StepOptions.defaults(D, maxBatch));
    }

    @Test
    void freshAndCompiledRunsAgreeInEveryBit() {
        JointStep step = step(B);
        float[][] first = run(step);
        for (int i = 0; i < 10_000; i++) {
            batch.run(step, codebooks, null);
        }
        assertThat(run(step)).isDeepEqualTo(first);
        assertThat(run(step(B))).isDeepEqualTo(first);
    }

    /** In JVMs of their own: interpreted alone, with vectors of 8 and of 4 lanes, and without the Vector API. */
    @ParameterizedTest
    @ValueSource(
            strings = {VECTORS, VECTORS + " -Xint", VECTORS + " -XX:UseAVX=2", VECTORS + " -XX:UseAVX=0", "-Dnone"})
    void neitherInterpreterNorVectorWidthNorTheModuleMatters(String flags) throws Exception {
        assertThat(inAnotherJvm(flags)).isEqualTo(StepDigest.compute());
    }

    @Test
    void theRoomForLargerBatchesDoesNotMatter() {
        JointStep roomy = step(8 * B);
        Batch other = Batch.random(13, 8 * B, D);
        other.run(roomy, codebooks, null);
        assertThat(run(roomy)).isDeepEqualTo(run(step(B)));
    }

    @Test
    void vectorsAndPlainJavaAgreeInEveryBit() {
        assertThat(FloatKernels.best()).isNotInstanceOf(FloatKernels.scalar().getClass());
        JointStep scalar = new JointStep(StepOptions.defaults(D, B), FloatKernels.scalar());
        assertThat(run(scalar)).isDeepEqualTo(run(step(B)));
    }

    private float[][] run(JointStep step) {
        batch.run(step, codebooks, null);
        return new float[][] {
            Arrays.copyOf(step.gradQ(), B * D),
            Arrays.copyOf(step.gradX(), B * D),
            Arrays.copyOf(step.gradBias(), B),
            Arrays.copyOf(step.decoded(), B * D),
            step.distortionGradients().coarse().clone(),
            step.distortionGradients().subspaces().clone()
        };
    }

    private static String inAnotherJvm(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StepDigest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(flags).isZero();
        return out.lines().reduce((first, last) -> last).orElseThrow();
    }
}
