package io.poeem.ops.export;

import io.poeem.ops.console.Progress;

/** Counts rows for a progress that is not to be told of each. */
final class Rows {

    private static final int STRIDE = 4096;

    private final Progress progress;
    private long done;

    Rows(Progress progress) {
        this.progress = progress;
    }

    void next() {
        if (++done % STRIDE == 0) {
            progress.at(done);
        }
    }

    void end() {
        progress.at(done);
    }
}
