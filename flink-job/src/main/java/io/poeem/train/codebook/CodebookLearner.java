package io.poeem.train.codebook;

import io.poeem.state.model.Codebooks;
import io.poeem.state.model.Shape;

/** The codebooks while they learn, with what their rule remembers. */
public final class CodebookLearner {

    /** Takes a copy of {@code initial}. */
    public CodebookLearner(CodebookOptions options, Codebooks initial) {}

    /** The live codebooks: changed in place by {@link #update}; copy what must not change. */
    public Codebooks codebooks() {
        throw new UnsupportedOperationException("not yet");
    }

    /** One step of the rule. */
    public void update(DistortionGradients gradients) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Codebooks and what the rule remembers, little-endian, bit for bit. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException("not yet");
    }

    /** What {@link #toBytes} wrote, to go on from there bit for bit. */
    public static CodebookLearner fromBytes(CodebookOptions options, Shape shape, byte[] bytes) {
        throw new UnsupportedOperationException("not yet");
    }
}
