package io.poeem.train.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldSharesTest {

    @Test
    void eachFieldIsAMeanOfItsTokens() {
        assertThat(FieldShares.of(List.of("genre=Drama", "year=1994", "genre=Crime", "bare", "genres=x")))
                .containsExactly(0.5f, 1, 0.5f, 1, 1);
        assertThat(FieldShares.of(List.of())).isEmpty();
    }

    @Test
    void manyTokensCountAsFewDo() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tokens.add((i % 4 == 0 ? "a=" : "b=") + i);
        }
        float[] shares = FieldShares.of(tokens);
        for (int i = 0; i < 100; i++) {
            assertThat(shares[i]).isEqualTo(i % 4 == 0 ? 1f / 25 : 1f / 75);
        }
    }
}
