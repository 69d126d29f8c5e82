package io.poeem.train;

/**
 * Where the time of learning went, in nanoseconds since the start of this process; not part of any state.
 *
 * @param rows finding, gathering and updating rows, popularity included
 * @param towers the dense parts, forward and backward
 * @param softmax the joint step without its quantizer
 * @param quantizer encoding, decoding, codebook learning, warm start
 * @param publish making versions
 */
public record StageNanos(long rows, long towers, long softmax, long quantizer, long publish) {

    /** All of it. */
    public long total() {
        return rows + towers + softmax + quantizer + publish;
    }

    /** What was spent since {@code before}. */
    public StageNanos minus(StageNanos before) {
        return new StageNanos(
                rows - before.rows,
                towers - before.towers,
                softmax - before.softmax,
                quantizer - before.quantizer,
                publish - before.publish);
    }
}
