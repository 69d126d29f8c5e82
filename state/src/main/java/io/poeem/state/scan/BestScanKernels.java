package io.poeem.state.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Chooses once for the JVM. Vector classes are named in methods of their own, so that they are never linked where the module is
 * missing.
 *
 * <p>A look-up in 64 bytes at once is one instruction only where the processor has AVX-512 VBMI; elsewhere the JVM would do it element
 * by element, and nothing in Java's API tells. So Linux is asked, and where it does not say, the narrow vectors are taken, whose
 * look-up in 16 bytes every processor has.
 */
final class BestScanKernels {
    private enum Choice {
        SCALAR,
        NARROW,
        WIDE
    }

    private static final Choice CHOICE = choose();

    private BestScanKernels() {}

    static ScanKernels create() {
        return switch (CHOICE) {
            case SCALAR -> new ScalarScanKernels();
            case NARROW -> narrow();
            case WIDE -> wide();
        };
    }

    private static Choice choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Choice.SCALAR;
        }
        try {
            narrow();
            return WideScanKernels.fitsTheMachine() && processorHas("avx512vbmi") ? Choice.WIDE : Choice.NARROW;
        } catch (LinkageError e) {
            return Choice.SCALAR; // an incubating module that is not the one we were compiled against
        }
    }

    private static ScanKernels narrow() {
        return new NarrowScanKernels();
    }

    private static ScanKernels wide() {
        return new WideScanKernels();
    }

    private static boolean processorHas(String flag) {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> (line + " ").contains(" " + flag + " "))
                    .orElse(false);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
