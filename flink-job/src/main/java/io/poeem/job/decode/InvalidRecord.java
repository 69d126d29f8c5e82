package io.poeem.job.decode;

/** A record of the right form whose content cannot be used. Has no stack trace: bad input must stay cheap. */
public final class InvalidRecord extends Exception {

    private static final long serialVersionUID = 1;

    InvalidRecord(String message) {
        super(message, null, false, false);
    }
}
