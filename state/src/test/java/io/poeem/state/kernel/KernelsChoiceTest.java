package io.poeem.state.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Vector API where the JVM has it; without it everything works all the same. */
class KernelsChoiceTest {

    @Test
    void aJvmWithTheModuleUsesIt() throws IOException, InterruptedException {
        assertThat(choiceOfAJvmWith("--add-modules", "jdk.incubator.vector")).contains("VectorKernels 14.0");
    }

    @Test
    void aJvmWithoutTheModuleFallsBack() throws IOException, InterruptedException {
        assertThat(choiceOfAJvmWith()).contains("ScalarKernels 14.0");
    }

    private static String choiceOfAJvmWith(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choice.class.getName()));
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(jvm.getInputStream().readAllBytes());
        assertThat(jvm.waitFor()).as(output).isZero();
        return output;
    }

    /** What another JVM runs. */
    static final class Choice {
        private Choice() {}

        public static void main(String[] args) {
            Kernels best = Kernels.best();
            float[] x = {1, 2, 3};
            System.out.println(best.getClass().getSimpleName() + " " + best.dot(x, 0, x, 0, 3));
        }
    }
}
