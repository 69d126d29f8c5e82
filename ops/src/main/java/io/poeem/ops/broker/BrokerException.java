package io.poeem.ops.broker;

/** The local broker did not start, or did not do what it was asked; the message says what to change. */
public final class BrokerException extends RuntimeException {

    public BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
