package io.poeem.job.decode;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** The checks that clicks and items share. */
final class Checks {

    private final DecodeLimits limits;
    private final Clock clock;

    Checks(DecodeLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    void id(String what, String id) throws InvalidRecord {
        if (id.isEmpty()) {
            throw new InvalidRecord(what + " is empty; an id has at least one character");
        }
        length(what, id, limits.idBytes());
    }

    /** The key decides the partition, and only within a partition is there an order. */
    void key(String what, byte[] key, String id) throws InvalidRecord {
        if (key == null) {
            throw new InvalidRecord("the record has no key; it must be " + what);
        }
        if (!same(key, id)) {
            throw new InvalidRecord("the record's key, of " + key.length + " bytes, is not " + what + ", of "
                    + id.length() + " characters; send records under that key, so that they stay in order");
        }
    }

    void time(long eventTime, long timestamp) throws InvalidRecord {
        if (eventTime < 0) {
            throw new InvalidRecord(
                    "the event time is " + eventTime + "; it must be milliseconds since 1970, 0 or above");
        }
        long now = clock.millis();
        long base = timestamp < 0 ? now : Math.min(now, timestamp);
        if (eventTime - base > limits.skewMillis()) {
            throw new InvalidRecord("the event time, " + eventTime + ", is " + (eventTime - base)
                    + " ms ahead of the record's timestamp, " + timestamp + ", or of the wall clock, " + now
                    + "; clock.skew allows " + limits.skewMillis());
        }
    }

    void tokens(String what, List<String> tokens) throws InvalidRecord {
        if (tokens.size() > limits.tokens()) {
            throw new InvalidRecord(tokens.size() + " " + what + " tokens; tokens.max allows " + limits.tokens());
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).indexOf('=') < 1) {
                throw new InvalidRecord(what + " token " + i + " is not of the form field=value");
            }
            length(what + " token " + i, tokens.get(i), limits.tokenBytes());
        }
    }

    private static void length(String what, String text, int most) throws InvalidRecord {
        if (text.length() > most || text.length() * 3 > most && text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new InvalidRecord(
                    what + " has " + text.length() + " characters; at most " + most + " bytes are taken");
        }
    }

    /** Compares without allocating in the common case of plain ASCII. */
    private static boolean same(byte[] key, String id) {
        int n = id.length();
        if (key.length != n) {
            return key.length > n && Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < n; i++) {
            if (key[i] != id.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
