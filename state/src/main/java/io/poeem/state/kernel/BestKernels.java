package io.poeem.state.kernel;

/** Chooses once. {@link VectorKernels} is named in a method of its own, so that it is never linked where the module is missing. */
final class BestKernels {
    static final Kernels INSTANCE = choose();

    private BestKernels() {}

    private static Kernels choose() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new ScalarKernels();
        }
        try {
            return vector();
        } catch (LinkageError e) {
            return new ScalarKernels(); // an incubating module that is not the one we were compiled against
        }
    }

    private static Kernels vector() {
        return new VectorKernels();
    }
}
