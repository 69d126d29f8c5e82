package io.poeem.state.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TopKTest {

    @Property
    void keepsWhatSortingWouldPutFirst(
            @ForAll @Size(max = 60) List<@IntRange(min = -5, max = 5) Integer> scores,
            @ForAll @IntRange(min = 1, max = 20) int capacity) {
        TopK top = new TopK(capacity);
        for (int i = 0; i < scores.size(); i++) {
            top.offer(scores.get(i), i);
        }
        assertThat(top.drain()).containsExactly(best(scores, capacity));
    }

    @Property
    void doesNotDependOnTheOrderOfTheOffers(
            @ForAll @Size(max = 60) List<@IntRange(min = -5, max = 5) Integer> scores,
            @ForAll @IntRange(min = 1, max = 20) int capacity) {
        TopK top = new TopK(capacity);
        for (int i = scores.size() - 1; i >= 0; i--) {
            top.offer(scores.get(i), i);
        }
        assertThat(top.drain()).containsExactly(best(scores, capacity));
    }

    @Property
    void minusInfinityIsAScoreLikeAnyOther(@ForAll @IntRange(min = 1, max = 5) int n) {
        TopK top = new TopK(10);
        IntStream.range(0, n).forEach(i -> top.offer(Float.NEGATIVE_INFINITY, i));
        assertThat(top.drain()).containsExactly(IntStream.range(0, n).toArray());
    }

    private static int[] best(List<Integer> scores, int capacity) {
        return IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -scores.get(i)).thenComparing(i -> i))
                .limit(capacity)
                .mapToInt(i -> i)
                .toArray();
    }
}
