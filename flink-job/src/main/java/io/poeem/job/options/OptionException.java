package io.poeem.job.options;

/** A setting that cannot be used; the message names the option, its value, the limit and what to do. */
public final class OptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public OptionException(String message) {
        super(message);
    }

    public OptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
