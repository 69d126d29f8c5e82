package io.poeem.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command's output, and that what it finds is near the truth; how fast the machine is, no test asks. */
class BenchSearchTest {
    private static final int ITEMS = 3000;
    private static final int QUERIES = 40;
    private static final int DIMS = 16;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private float[][] items;
    private float[][] queries;

    @BeforeEach
    void vectors() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        items = vectors(ITEMS, random);
        queries = vectors(QUERIES, random);
        write("base.fvecs", items);
        write("query.fvecs", queries);
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(
                "--vectors",
                directory.resolve("base.fvecs").toString(),
                "--queries",
                directory.resolve("query.fvecs").toString(),
                "--truth",
                directory.resolve("truth.ivecs").toString(),
                "--coarse",
                "16",
                "--runs",
                "1",
                "--nprobe",
                "4,16"));
        all.addAll(List.of(args));
        return new CommandLine(new BenchSearch())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(new String[0]));
    }

    @Test
    void findsWhatIsNearByEitherMetricAndWidth() throws Exception {
        for (String metric : List.of("ip", "l2")) {
            writeTruth(metric);
            for (String bits : List.of("8", "4")) {
                out.getBuffer().setLength(0);
                assertThat(run("--json", "--metric", metric, "--bits", bits, "--subspaces", "8"))
                        .as(err.toString())
                        .isZero();
                JsonNode json = new ObjectMapper().readTree(out.toString());
                JsonNode all = json.get("rows").get(1);
                assertThat(all.get("nprobe").asInt()).isEqualTo(16);
                assertThat(all.get("scanned_share").asDouble()).isEqualTo(1);
                assertThat(all.get("recall10").asDouble()).isGreaterThan(bits.equals("8") ? 0.7 : 0.4);
                assertThat(all.get("recall100").asDouble()).isGreaterThan(0.9);
                assertThat(all.get("qps").asDouble()).isPositive();
                assertThat(json.get("rows").get(0).get("scanned_share").asDouble())
                        .isLessThan(0.6);
                assertThat(json.get("build_seconds").asDouble()).isPositive();
                assertThat(json.get("distortion").asDouble()).isPositive();
            }
        }
    }

    @Test
    void threadsDivideTheQueriesAndFindTheSame() throws Exception {
        writeTruth("ip");
        assertThat(run("--json", "--subspaces", "8")).isZero();
        JsonNode one = new ObjectMapper().readTree(out.toString()).get("rows").get(0);
        out.getBuffer().setLength(0);
        assertThat(run("--json", "--subspaces", "8", "--threads", "3")).isZero();
        JsonNode three = new ObjectMapper().readTree(out.toString()).get("rows").get(0);
        assertThat(three.get("recall10")).isEqualTo(one.get("recall10"));
        assertThat(three.get("scanned_share")).isEqualTo(one.get("scanned_share"));
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        writeTruth("ip");
        assertThat(run("--bits", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--bits is 5");
        assertThat(run("--metric", "cosine")).isEqualTo(2);
        assertThat(run("--nprobe", "17")).isEqualTo(2);
        assertThat(err.toString()).contains("--nprobe is 17, but must be 1 to 16");
        assertThat(run("--subspaces", "5")).isEqualTo(1);
        assertThat(err.toString()).contains("dims 16 is not a multiple of subspaces 5");
        write("truth.ivecs", new int[][] {{1}, {2}});
        assertThat(run("--subspaces", "8")).isEqualTo(1);
        assertThat(err.toString()).contains("2 rows").contains("one for each query");
    }

    private void writeTruth(String metric) throws IOException {
        int[][] truth = new int[QUERIES][];
        for (int q = 0; q < QUERIES; q++) {
            float[] query = queries[q];
            truth[q] = IntStream.range(0, ITEMS)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> far(metric, query, items[i])))
                    .limit(10)
                    .mapToInt(i -> i)
                    .toArray();
        }
        write("truth.ivecs", truth);
    }

    private static double far(String metric, float[] query, float[] item) {
        double sum = 0;
        for (int j = 0; j < DIMS; j++) {
            sum += metric.equals("ip") ? -query[j] * item[j] : Math.pow(query[j] - item[j], 2);
        }
        return sum;
    }

    private static float[][] vectors(int n, SplittableRandom random) {
        float[][] rows = new float[n][DIMS];
        for (float[] row : rows) {
            for (int j = 0; j < DIMS; j++) {
                row[j] = (float) random.nextGaussian() / (1 + j);
            }
        }
        return rows;
    }

    private void write(String name, float[][] rows) throws IOException {
        int[][] bits = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            bits[i] = new int[rows[i].length];
            for (int j = 0; j < bits[i].length; j++) {
                bits[i][j] = Float.floatToIntBits(rows[i][j]);
            }
        }
        write(name, bits);
    }

    private void write(String name, int[][] rows) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(rows.length * (1 + rows[0].length) * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int[] row : rows) {
            bytes.putInt(row.length);
            for (int number : row) {
                bytes.putInt(number);
            }
        }
        Files.write(directory.resolve(name), bytes.array());
    }
}
