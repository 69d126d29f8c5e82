package io.poeem.job.preflight;

/** The job cannot start against these brokers as it is set; the message says what to change. */
public final class PreflightException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PreflightException(String message) {
        super(message);
    }

    PreflightException(String message, Throwable cause) {
        super(message, cause);
    }
}
