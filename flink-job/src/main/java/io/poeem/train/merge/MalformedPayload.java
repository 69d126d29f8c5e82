package io.poeem.train.merge;

/** A contribution or a merged payload that no shard of this program wrote. */
public final class MalformedPayload extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public MalformedPayload(String message) {
        super(message);
    }
}
