package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that has grown to its work allocates nothing, query after query. */
class AllocationTest {
    private static final int LISTS = 8;
    private static final int ITEMS = 300;
    private static final int K = 50;
    /** For the JVM to compile what a query runs, on a machine that is busy as well. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final SplittableRandom random = new SplittableRandom(1);

    /** Each in a JVM of its own, as a searcher's is: whatever else one scans shows its compiler more shapes, which JDK 17 pays for. */
    @ParameterizedTest
    @ValueSource(ints = {16, 256})
    void aQueryAllocatesNothing(int centroids) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocationTest.class.getName(),
                        String.valueOf(centroids))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).contains("0 bytes");
    }

    public static void main(String[] args) {
        long bytes = new AllocationTest().leastAllocated(new CodeBlocks(20, Integer.parseInt(args[0])));
        System.out.println(bytes + " bytes");
    }

    /** Of rounds of 100 queries: vectors are on the heap until the JVM has compiled what uses them, which it does in its own time. */
    private long leastAllocated(CodeBlocks layout) {
        CodeList[] lists = new CodeList[LISTS];
        for (int l = 0; l < LISTS; l++) {
            lists[l] = list(layout);
        }
        float[] table = new float[layout.subspaces() * layout.centroids()];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) random.nextGaussian();
        }
        ListScan scan = new ListScan();
        int[] numbers = new int[K];
        float[] scores = new float[K];
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int q = 0; q < 100; q++) {
                query(scan, layout, table, lists, numbers, scores);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void query(
            ListScan scan, CodeBlocks layout, float[] table, CodeList[] lists, int[] numbers, float[] scores) {
        scan.begin(layout, table, K, null);
        for (CodeList list : lists) {
            scan.list(list, 0.1f);
        }
        scan.finish(numbers, scores);
    }

    private CodeList list(CodeBlocks layout) {
        byte[] blocks = new byte[layout.bytes(ITEMS)];
        byte[] code = new byte[layout.subspaces()];
        float[] factors = new float[CodeBlocks.padded(ITEMS)];
        int[] numbers = new int[ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            for (int m = 0; m < code.length; m++) {
                code[m] = (byte) random.nextInt(layout.centroids());
            }
            layout.write(blocks, i, code, 0);
            factors[i] = 1;
            numbers[i] = i;
        }
        return new CodeList(blocks, factors, new float[factors.length], numbers, 0, ITEMS);
    }
}
