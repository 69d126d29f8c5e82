package io.poeem.job.options;

import java.util.Locale;
import java.util.stream.Stream;

/** Which settings may hold a secret, by their key; nothing prints those. */
final class Secrets {

    private static final String HIDDEN = "******";

    private Secrets() {}

    static String shown(String key, String value) {
        return secret(key.toLowerCase(Locale.ROOT)) ? HIDDEN : value;
    }

    private static boolean secret(String key) {
        return Stream.of(
                                "password",
                                "secret",
                                "jaas",
                                "token",
                                "credential",
                                "ssl.keystore.key",
                                "ssl.truststore.certificates")
                        .anyMatch(key::contains)
                && !key.startsWith("token.")
                && !key.startsWith("tokens.");
    }
}
