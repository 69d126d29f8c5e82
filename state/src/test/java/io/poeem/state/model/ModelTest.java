package io.poeem.state.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poeem.state.bytes.ByteReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

    @Test
    void aRotationTurnsRowsAndTurnsThemBack() {
        Rotation rotation = Models.rotation();
        float[] x = {1, 2, 3, 4, -1, 0.5f, 0, 2};
        float[] turned = new float[8];
        float[] back = new float[8];
        rotation.apply(x, 2, turned);
        rotation.applyTransposed(turned, 2, back);
        // x' = xR by hand: column j of R gathers x'_j
        assertThat(Arrays.copyOf(turned, 4))
                .containsExactly(new float[] {0.6f - 3.2f, 0.8f + 2.4f, 2, 3}, within(1e-6f));
        assertThat(back).containsExactly(x, within(1e-6f));
    }

    @Test
    void theIdentityIsRecognised() {
        assertThat(Rotation.of(new float[] {1, 0, 0, 1}, 2).isIdentity()).isTrue();
        assertThat(Rotation.of(new float[] {1, 0, 0, -1}, 2).isIdentity()).isFalse();
        assertThat(Rotation.identity(2).matrix()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void aTowerIsItsLayersOneAfterTheOther() {
        Tower tower = new Tower(
                2,
                List.of(
                        new DenseLayer(2, 3, new float[] {1, 2, 3, 4, 5, 6}, new float[] {0, -9, 1}, Activation.RELU),
                        new DenseLayer(
                                3, 2, new float[] {1, 0, 0, 1, 1, 1}, new float[] {0.5f, 0}, Activation.IDENTITY)));
        float[] x = {1, 1, -1, 0};
        tower.forward(x, 2, x);
        // row 0: relu(5, -2, 10) = (5, 0, 10); row 1: relu(-1, -11, -2) = 0
        assertThat(x).containsExactly(15.5f, 10, 0.5f, 0);
    }

    @Test
    void aTowerWithoutLayersCopies() {
        float[] out = new float[2];
        Tower.identity(2).forward(new float[] {1, 2, 3}, 1, out);
        assertThat(out).containsExactly(1, 2);
    }

    @Test
    void aTowerWhoseLayersDoNotMeetIsRefused() {
        DenseLayer layer = new DenseLayer(2, 3, new float[6], new float[3], Activation.RELU);
        assertThatThrownBy(() -> new Tower(2, List.of(layer))).hasMessageContaining("3 dims where 2");
    }

    @Test
    void shapesBeyondTheirLimitsAreRefused() {
        assertThatThrownBy(() -> new Shape(64, 128, 7, 256)).hasMessageContaining("not a multiple");
        assertThatThrownBy(() -> new Shape(64, 128, 8, 257)).hasMessageContaining("from 1 to 256");
        assertThatThrownBy(() -> new Shape(64, 0, 8, 256)).hasMessageContaining("coarse is 0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelComesBackFromItsBytes(boolean rotated) {
        Model model = Models.small(1, rotated);
        byte[] bytes = ModelBytes.write(model);
        Model read = read(bytes);
        assertThat(read).usingRecursiveComparison().isEqualTo(model);
        assertThat(ModelBytes.write(read)).isEqualTo(bytes);
    }

    @Test
    void fieldsSideBySideComeBackInFormatTwo() {
        Model model = Models.apart(1);
        byte[] bytes = ModelBytes.write(model);
        assertThat(ModelBytes.format(model)).isEqualTo(2);
        assertThat(ModelBytes.format(Models.small(1, true))).isEqualTo(1);
        Model read = ModelBytes.read(new ByteReader(ByteBuffer.wrap(bytes)), 2);
        assertThat(read).usingRecursiveComparison().isEqualTo(model);
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hostileFieldsAreRefusedBeforeAnythingIsAllocated() {
        byte[] bytes = ModelBytes.write(Models.apart(1));
        int fields = 4 * 4 + 4 + 4 + 8 + 4; // d, J, D, K, scale, β, logTotal, L
        refused(bytes, fields, 2, "fields of form 2");
        refused(bytes, fields + 4, Integer.MAX_VALUE, "2147483647 entries (fields)");
        refused(bytes, fields + 4, -1, "-1 entries (fields)");
        refused(bytes, fields + 4, 25, "at most 24");
    }

    private static void refused(byte[] bytes, int at, int value, String message) {
        byte[] hostile = bytes.clone();
        ByteBuffer.wrap(hostile).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        assertThatThrownBy(() -> ModelBytes.read(new ByteReader(ByteBuffer.wrap(hostile)), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTokenGoesToItsFieldsSlotAndOthersToTheLast() {
        InputFields fields = InputFields.concat(List.of("hist", "term"));
        assertThat(fields.slots()).isEqualTo(3);
        assertThat(List.of(
                        fields.slot("hist=1"), fields.slot("term=red"), fields.slot("terms=red"), fields.slot("t=1")))
                .containsExactly(0, 1, 2, 2);
        assertThat(InputFields.SUM.slot("hist=1")).isZero();
        assertThatThrownBy(() -> InputFields.concat(List.of("a", "a"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> InputFields.concat(List.of("a=b"))).hasMessageContaining("no '='");
        assertThatThrownBy(() -> new InputFields(false, List.of("a"))).hasMessageContaining("summed");
    }

    @Test
    void twoModelsHaveDifferentBytesIfTheirRotationsDiffer() {
        assertThat(ModelBytes.write(Models.small(1, true))).isNotEqualTo(ModelBytes.write(Models.small(1, false)));
    }

    @Test
    void truncatedAndRandomModelsAreRefusedAsSuch() {
        byte[] bytes = ModelBytes.write(Models.small(1, true));
        for (int length = 0; length < bytes.length; length++) {
            byte[] some = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(some)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1))).hasMessageContaining("left over");
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] other = bytes.clone();
            other[random.nextInt(other.length)] = (byte) random.nextInt();
            other[random.nextInt(64)] = (byte) random.nextInt();
            try {
                read(other);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static Model read(byte[] bytes) {
        return ModelBytes.read(new ByteReader(ByteBuffer.wrap(bytes)));
    }
}
