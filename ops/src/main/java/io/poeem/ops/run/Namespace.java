package io.poeem.ops.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names under which a run can do no harm to another. */
public final class Namespace {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Namespace() {}

    /** A namespace that nobody has used: what for, when, and a random end. */
    public static String fresh(String purpose, long now) {
        return "%s-%s-%04x"
                .formatted(purpose, TIME.format(Instant.ofEpochMilli(now)), new SecureRandom().nextInt(0x10000));
    }
}
