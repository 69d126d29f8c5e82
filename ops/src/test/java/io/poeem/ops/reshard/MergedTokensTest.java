package io.poeem.ops.reshard;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.train.rows.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class MergedTokensTest {

    @Property
    void partsHaveEveryRowOnceAndAreNoLargerThanTheyMay(
            @ForAll @Size(min = 1, max = 50) List<@IntRange(min = 0, max = 900) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 2000) int atMost) {
        Map<String, byte[]> rows = rows(lengths);
        List<String> names = new ArrayList<>();
        for (List<Tuple4<Integer, Integer, String, byte[]>> part : MergedTokens.parts(rows, atMost)) {
            long bytes = part.stream().mapToLong(row -> row.f3.length).sum();
            assertThat(part.size() == 1 || bytes <= atMost).isTrue();
            part.forEach(row -> {
                assertThat(row.f3).isSameAs(rows.get(row.f2));
                names.add(row.f2);
            });
        }
        assertThat(names).containsExactlyElementsOf(rows.keySet());
    }

    @Test
    void eachShardReceivesEveryRow() throws Exception {
        Map<String, byte[]> rows = rows(List.of(3, 5, 7));
        Integer[][] keys = {new Integer[Slices.COUNT], new Integer[Slices.COUNT]};
        Arrays.fill(keys[0], 100);
        Arrays.fill(keys[1], 200);
        List<String> received = new ArrayList<>();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        try (CloseableIterator<Tuple4<Integer, Integer, String, byte[]>> pieces =
                MergedTokens.of(env, rows, keys).executeAndCollect()) {
            pieces.forEachRemaining(piece -> received.add(piece.f0 + " " + piece.f2 + " " + piece.f3.length));
        }
        assertThat(received)
                .containsExactlyInAnyOrder(
                        "100 token000 3",
                        "200 token000 3",
                        "100 token001 5",
                        "200 token001 5",
                        "100 token002 7",
                        "200 token002 7");
    }

    private static Map<String, byte[]> rows(List<Integer> lengths) {
        Map<String, byte[]> rows = new TreeMap<>();
        for (int i = 0; i < lengths.size(); i++) {
            rows.put(String.format("token%03d", i), new byte[lengths.get(i)]);
        }
        return rows;
    }
}
