package io.poeem.state.image;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

/** A norm kept as its reciprocal comes back bit for bit. */
class NormsTest {

    /** What rounding does depends on the mantissa alone, and so on these 2^23 numbers. */
    @Test
    void everyMantissaComesBack() {
        byte[] corrections = new byte[Norms.bytes(4)];
        for (int bits = Float.floatToRawIntBits(1); bits < Float.floatToRawIntBits(2); bits++) {
            float norm = Float.intBitsToFloat(bits);
            int correction = Norms.correction(norm);
            Norms.correction(corrections, bits & 3, correction);
            if (Norms.norm(Norms.inverse(norm), Norms.correction(corrections, bits & 3)) != norm) {
                assertThat(Norms.norm(Norms.inverse(norm), correction)).isEqualTo(norm);
            }
        }
    }

    @Property
    void anyValidNormComesBack(@ForAll @FloatRange(min = 0, max = Norms.MOST) float norm) {
        if (Norms.valid(norm)) {
            assertThat(Norms.norm(Norms.inverse(norm), Norms.correction(norm))).isEqualTo(norm);
        }
    }

    @Test
    void zeroIsZeroAndWhatHasNoReciprocalIsNotValid() {
        assertThat(Norms.norm(Norms.inverse(0), Norms.correction(0))).isZero();
        assertThat(Norms.valid(Float.MIN_VALUE)).isFalse();
        assertThat(Norms.valid(Float.MAX_VALUE)).isFalse();
        assertThat(Norms.valid(Float.NaN)).isFalse();
        assertThat(Norms.valid(-1)).isFalse();
        assertThat(Norms.valid(Norms.LEAST) && Norms.valid(Norms.MOST)).isTrue();
    }
}
