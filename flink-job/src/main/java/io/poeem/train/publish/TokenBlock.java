package io.poeem.train.publish;

import io.poeem.state.snapshot.VersionWriter;
import io.poeem.train.rows.RowVisitor;
import io.poeem.train.rows.TokenTable;
import java.util.Optional;

/**
 * One block of tokens on its way into a version; tokens that only items use stay out of it. Without a writer rows change as
 * they do where the version is written.
 */
final class TokenBlock implements RowVisitor {

    private final TokenTable tokens;
    private final Optional<VersionWriter> out;
    private final long due;
    private final boolean full;
    private final long expired;
    private final VersionTally tally;
    private final int[] writing = new int[BLOCK];
    private final float[] rows;

    TokenBlock(
            TokenTable tokens, Optional<VersionWriter> out, long due, boolean full, long expired, VersionTally tally) {
        this.tokens = tokens;
        this.out = out;
        this.due = due;
        this.full = full;
        this.expired = expired;
        this.tally = tally;
        this.rows = new float[BLOCK * tokens.dims()];
    }

    @Override
    public void visit(int[] slots, int n) {
        int toWrite = 0;
        for (int i = 0; i < n; i++) {
            int slot = slots[i];
            if ((due >>> tokens.slice(slot) & 1) != 0 && tokens.lastTouched(slot) < expired) {
                remove(slot);
            } else if (tokens.isUsedByQuery(slot) && (full || tokens.isTouched(slot))) {
                writing[toWrite++] = slot;
            }
        }
        write(toWrite);
    }

    private void remove(int slot) {
        if (tokens.isPublished(slot)) {
            if (!full) {
                out.ifPresent(writer -> writer.removedToken(tokens.key(slot)));
            }
            tally.removedToken();
        }
        tokens.remove(slot);
    }

    private void write(int n) {
        for (int i = 0; i < n; i++) {
            int slot = writing[i];
            if (!tokens.isPublished(slot)) {
                tally.newToken();
                tokens.published(slot);
            }
        }
        out.ifPresent(writer -> write(writer, n));
    }

    /** Rows lie all over a large array: copied in one go, the waits for memory overlap. */
    private void write(VersionWriter writer, int n) {
        int dims = tokens.dims();
        float[] values = tokens.values();
        for (int i = 0; i < n; i++) {
            System.arraycopy(values, writing[i] * dims, rows, i * dims, dims);
        }
        for (int i = 0; i < n; i++) {
            writer.token(tokens.key(writing[i]), rows, i * dims);
        }
    }
}
