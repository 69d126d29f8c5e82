package io.poeem.ops.cluster;

import java.util.List;

/** Finds in a page of nested exceptions, as Flink's client prints it and its JobManager keeps it, what is at the bottom of it. */
final class ClientFailure {

    private static final String CAUSE = "Caused by: ";

    private ClientFailure() {}

    /** The innermost cause of ours, whose messages are made to be read; else the innermost of all, else the last line. */
    static String reason(List<String> lines) {
        String innermost = null;
        String ours = null;
        String last = "it said nothing";
        for (String line : lines) {
            if (line.startsWith(CAUSE)) {
                innermost = line.substring(CAUSE.length());
                ours = innermost.startsWith("io.poeem.") ? innermost : ours;
            }
            last = line.isBlank() ? last : line.strip();
        }
        if (ours != null) {
            return ours.substring(ours.indexOf(':') + 1).strip();
        }
        return innermost != null ? innermost : last;
    }
}
