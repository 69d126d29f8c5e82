package io.poeem.searcher;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a subscriber knows at one moment.
 *
 * @param current the version that is served
 * @param wanted the newest version announced; the same as {@code current} if all is well
 * @param loaded how many versions were taken into service so far
 * @param failures the newest failures, at most {@value #MAX_FAILURES}, oldest first
 * @param lastError the last trouble with topics or records; stays until the next version is served
 */
public record SubscriberStatus(
        OptionalLong current,
        OptionalLong wanted,
        long loaded,
        List<VersionFailure> failures,
        Optional<String> lastError) {

    public static final int MAX_FAILURES = 100;

    public SubscriberStatus {
        failures = List.copyOf(failures);
    }
}
