package io.poeem.ops.bench.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

    @TempDir
    private Path directory;

    private Path file(int... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(numbers);
        return Files.write(directory.resolve("some.vecs"), bytes.array());
    }

    @Test
    void rowsOfIntsAndFloatsAreRead() throws IOException {
        IntRows ints = VectorFile.ints(file(2, 7, 8, 2, 9, 10));
        assertThat(ints.rows()).isEqualTo(2);
        assertThat(ints.columns()).isEqualTo(2);
        assertThat(ints.values()).containsExactly(7, 8, 9, 10);
        FloatRows floats = VectorFile.floats(file(1, Float.floatToIntBits(0.5f), 1, Float.floatToIntBits(-3)));
        assertThat(floats.values()).containsExactly(0.5f, -3);
    }

    @Test
    void moreRowsThanFitTheBufferAreRead() throws IOException {
        int[] numbers = new int[300_000 * 2];
        for (int i = 0; i < numbers.length; i += 2) {
            numbers[i] = 1;
            numbers[i + 1] = i / 2;
        }
        assertThat(VectorFile.ints(file(numbers)).values()).hasSize(300_000).endsWith(299_998, 299_999);
    }

    @Test
    void lengthsThatTheFileDoesNotHoldAreRefusedBeforeAnythingIsAllocated() throws IOException {
        assertThatThrownBy(() -> VectorFile.ints(file(Integer.MAX_VALUE, 1))).hasMessageContaining("1 to 65536");
        assertThatThrownBy(() -> VectorFile.ints(file(-1, 1))).hasMessageContaining("-1 numbers");
        assertThatThrownBy(() -> VectorFile.ints(file(60_000, 1))).hasMessageContaining("is it cut off?");
        assertThatThrownBy(() -> VectorFile.ints(file())).hasMessageContaining("0 bytes");
    }

    @Test
    void rowsOfSeveralLengthsAreRefused() throws IOException {
        assertThatThrownBy(() -> VectorFile.ints(file(2, 7, 8, 3, 9, 10)))
                .isInstanceOf(VectorFileException.class)
                .hasMessageContaining("2 numbers in its first row and 3 in row 1");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("missing.fvecs");
        assertThatThrownBy(() -> VectorFile.floats(missing)).hasMessageContaining("There is no file " + missing);
    }
}
