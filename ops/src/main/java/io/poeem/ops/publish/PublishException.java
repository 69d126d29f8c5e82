package io.poeem.ops.publish;

/** Kafka did not take what was to be published; the message says what, where and why. */
public final class PublishException extends RuntimeException {

    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
