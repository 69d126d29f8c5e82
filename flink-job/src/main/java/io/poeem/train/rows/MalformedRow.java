package io.poeem.train.rows;

/** Bytes in the row store that are no row of this model: state of another model, another version, or damage. */
public final class MalformedRow extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MalformedRow(String message) {
        super(message);
    }
}
