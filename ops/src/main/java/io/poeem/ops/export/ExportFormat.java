package io.poeem.ops.export;

import io.poeem.state.image.IndexImage;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an index can be written as. */
public enum ExportFormat {
    /** The index file of the method's authors. */
    POEEM_IDX(
            "poeem-idx",
            "q'·T(x)R by metric_type 1, that over norm by metric_type 2 (cosine); larger is better",
            false) {
        @Override
        void write(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
            PoeemIdx.write(image, numbers, out, rows);
        }
    },
    /** An IVF-PQ index of Faiss. */
    FAISS("faiss", "q·T(x), the inner product; larger is better", true) {
        @Override
        void write(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException {
            Faiss.write(image, numbers, out, rows);
        }
    };

    private final String title;
    private final String returns;
    private final boolean holdsRotation;

    ExportFormat(String title, String returns, boolean holdsRotation) {
        this.title = title;
        this.returns = returns;
        this.holdsRotation = holdsRotation;
    }

    /**
     * By its name on the command line.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static ExportFormat named(String name) {
        return Stream.of(values())
                .filter(format -> format.title.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("format '" + name + "' is none of "
                        + Stream.of(values()).map(ExportFormat::toString).collect(Collectors.joining(", "))));
    }

    /** What a searcher returns for an item. */
    String returns() {
        return returns;
    }

    /** Whether queries are turned by the index itself. */
    boolean holdsRotation() {
        return holdsRotation;
    }

    abstract void write(IndexImage image, ItemNumbers numbers, HashedFile out, Rows rows) throws IOException;

    /** As the command line has it. */
    @Override
    public String toString() {
        return title;
    }
}
