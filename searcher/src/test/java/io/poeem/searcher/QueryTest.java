package io.poeem.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @Test
    void textIsDividedAtWhiteSpace() {
        assertThat(Query.parse("  hist=0111161 hist=0068646\tlast=0068646\n"))
                .isEqualTo(Query.tokens("hist=0111161", "hist=0068646", "last=0068646"));
    }

    @Test
    void aValueMayHoldAnEqualsSign() {
        assertThat(Query.Tokens.field("term=a=b")).isEqualTo("term");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "0111161", "=0111161", "hist=", "hist=1 oops"})
    void whatIsNotATokenIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Query.parse(text)).withMessageContaining("hist=42");
    }

    @Test
    void tooManyTokensAreRefused() {
        List<String> tokens = Collections.nCopies(Query.MAX_TOKENS + 1, "hist=1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.tokens(tokens))
                .withMessageContaining("4097")
                .withMessageContaining("4096");
    }

    @Test
    void aVectorIsCopiedAndMustBeFinite() {
        float[] values = {1, 2};
        Query.Vector vector = (Query.Vector) Query.vector(values);
        values[0] = 5;
        assertThat(vector.values()).containsExactly(1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Query.vector(new float[] {0, Float.NaN}))
                .withMessageContaining("position 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Query.vector(new float[0]));
    }

    @Test
    void optionsOutOfBoundsAreNamed() {
        SearchOptions options = SearchOptions.defaults();
        assertThatIllegalArgumentException().isThrownBy(() -> options.withK(0)).withMessageContaining("k is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withK(10_001))
                .withMessageContaining("10000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withNprobe(0))
                .withMessageContaining("nprobe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withHead(-1))
                .withMessageContaining("head");
        assertThat(options)
                .isEqualTo(new SearchOptions(10, 8, 10, 256, Set.of(), Metric.MODEL, true, SearchOptions.NO_FILTER));
    }

    @Test
    void aVectorIsRefusedWhoseProductsWouldNotBeNumbers() {
        for (float value : new float[] {1e38f, 1e20f, 1e13f, 1e-13f, Float.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Query.vector(new float[] {value, 0}))
                    .withMessageContaining("length")
                    .withMessageContaining("scale it");
        }
        assertThat(((Query.Vector) Query.vector(new float[] {1e11f, 0})).dims()).isEqualTo(2);
        assertThat(((Query.Vector) Query.vector(new float[] {0, 0})).isZero()).isTrue();
    }
}
