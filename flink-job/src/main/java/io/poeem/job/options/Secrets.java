package io.poeem.job.options;

import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.GlobalConfiguration;

/** Which settings may hold a secret, by their key; nothing prints those. */
final class Secrets {

    private static final String HIDDEN = "******";

    /** What clients of Kafka and of schema registries call secrets, beside the names that Flink hides. */
    private static final List<String> KAFKAS =
            List.of("jaas", "credential", "ssl.keystore.key", "ssl.truststore.certificates", "basic.auth", "user.info");

    private Secrets() {}

    static String shown(String key, String value) {
        return secret(key.toLowerCase(Locale.ROOT)) ? HIDDEN : value;
    }

    private static boolean secret(String key) {
        return !Options.all().containsKey(key)
                && (GlobalConfiguration.isSensitive(key) || KAFKAS.stream().anyMatch(key::contains));
    }
}
