package io.poeem.ops.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.searcher.Hit;
import io.poeem.searcher.Hits;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void nothingAskedIsNoZero() {
        assertThat(tally.recallAt10()).isNull();
        assertThat(tally.overlapAt10()).isNull();
        assertThat(tally.scannedShare()).isNull();
    }

    @Test
    void overlapCountsTheExactTopTenInTheOwnTopTenWhateverTheOrder() {
        tally.compare(hits(range(0, 100)), hits(range(3, 100)));
        assertThat(tally.overlapAt10()).isEqualTo(0.7);
        tally.compare(hits(9, 8, 7, 6, 5, 4, 3, 2, 1, 0), hits(range(0, 100)));
        assertThat(tally.overlapAt10()).isEqualTo(0.85);
    }

    @Test
    void whereThereAreFewerThanTenOverlapIsOfThese() {
        tally.compare(hits(1, 2), hits(1, 2, 3, 4));
        assertThat(tally.overlapAt10()).isEqualTo(0.5);
        tally.compare(hits(), hits());
        assertThat(tally.overlapAt10()).isEqualTo(0.5);
    }

    @Test
    void answersByPopularityAloneCountAsHitsButAreNoSearch() {
        Hits popular = new Hits(1, List.of(new Hit("a", 0)), 0, Hits.Basis.POPULARITY);
        tally.add(new Question(List.of(), Set.of(), "a"), popular);
        tally.compare(popular, hits(1));
        assertThat(tally.recallAt10()).isEqualTo(1);
        assertThat(tally.scannedShare()).isNull();
        assertThat(tally.overlapAt10()).isNull();
    }

    @Test
    void scannedShareIsTheMeanOverSearches() {
        Question question = new Question(List.of("hist=1"), Set.of("1"), "1");
        tally.add(question, new Hits(1, List.of(), 0.25, Hits.Basis.QUERY));
        tally.add(question, new Hits(1, List.of(), 0.75, Hits.Basis.QUERY));
        assertThat(tally.scannedShare()).isEqualTo(0.5);
        assertThat(tally.reclicks()).isEqualTo(2);
    }

    @Property
    void overlapIsAShareAndOneForTheSameAnswer(
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<@IntRange(max = 40) Integer> own,
            @ForAll @Size(min = 1, max = 30) @UniqueElements List<@IntRange(max = 40) Integer> exact) {
        Tally other = new Tally();
        other.compare(hits(numbers(own)), hits(numbers(exact)));
        assertThat(other.overlapAt10()).isBetween(0.0, 1.0);
        Tally same = new Tally();
        same.compare(hits(numbers(own)), hits(numbers(own)));
        assertThat(same.overlapAt10()).isEqualTo(1);
    }

    private static int[] numbers(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] range(int from, int n) {
        return IntStream.range(from, from + n).toArray();
    }

    private static Hits hits(int... items) {
        List<Hit> hits = IntStream.of(items).mapToObj(i -> new Hit("i" + i, 0)).toList();
        return new Hits(1, hits, 1, Hits.Basis.QUERY);
    }
}
