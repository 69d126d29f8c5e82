package io.poeem.train.tower;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * One thread for matrix products. With more, sums are split by the threads at hand and differ from machine to machine; and a
 * trainer's slot has one core. The launcher says so to the whole JVM ({@code OMP_NUM_THREADS=1}); this says so where the JVM was
 * started by someone else.
 */
final class OneThread {

    private OneThread() {}

    static void set() {
        Nd4j.factory().blas().setMaxThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
}
