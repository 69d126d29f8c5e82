package io.poeem.ops.evaluate;

/** The evaluation did not come to its end; the message says why. */
public final class EvaluationException extends RuntimeException {

    public EvaluationException(String message, Throwable cause) {
        super(message, cause);
    }
}
