package io.poeem.ops.command;

import io.poeem.ops.console.Console;
import io.poeem.ops.run.RunException;
import io.poeem.ops.versions.AuditLine;
import io.poeem.searcher.UnreadableVersionException;
import io.poeem.searcher.topic.Announced;
import io.poeem.searcher.topic.AnnouncementSource;
import io.poeem.searcher.topic.Batch;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code poeem versions audit}: what a reader sees who looks at everything as soon as it is announced. */
@Command(
        name = "audit",
        sortOptions = false,
        description = {
            "Reads every version as soon as it is announced, as a searcher does, and prints its hash and"
                    + " its counts; goes on until Ctrl-C, also while Kafka is away.",
            "Exit status 1 if one could not be served."
        })
public final class VersionsAudit extends VersionsSubcommand {

    private static final long PAUSE_MILLIS = 1_000;
    private static final Duration POLL = Duration.ofMillis(100);

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description = "Begins with this version (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--until", paramLabel = "N", description = "Ends with this version, or the next that there is.")
    private Long until;

    private boolean allWhole = true;

    @Override
    int run(Console console) {
        if (!json()) {
            console.print(AuditLine.HEADER);
        }
        try (AnnouncementSource announcements = patiently(() -> source().openAnnouncements())) {
            boolean last = false;
            while (!last) {
                Batch<Announced> batch = patiently(() -> announcements.poll(POLL));
                batch.faults().forEach(console::say); // what is announced and cannot be read is not whole either
                allWhole &= batch.faults().isEmpty();
                for (Announced version : batch.values()) {
                    if (last || version.version() < from) {
                        continue;
                    }
                    AuditLine line = audit(version);
                    allWhole &= line.whole();
                    console.print(json() ? toJson(line) : line.toString());
                    last = until != null && version.version() >= until;
                }
            }
        }
        return allWhole ? 0 : 1;
    }

    /** A version that cannot be served is asked for again once Kafka is known to answer, which may just have been away; the line tells. */
    private AuditLine audit(Announced version) {
        AuditLine line = read(version);
        if (line.whole()) {
            return line;
        }
        patiently(this::history);
        return read(version).after(line);
    }

    private AuditLine read(Announced version) {
        return patiently(() -> {
            try {
                return AuditLine.whole(
                        version.manifest(), load(version.version()).image().contentSha256());
            } catch (UnreadableVersionException e) {
                return AuditLine.broken(
                        version.manifest(),
                        e.failure().reason() + ": " + e.failure().message());
            } catch (IllegalArgumentException e) { // no full version leads to it
                return AuditLine.broken(version.manifest(), String.valueOf(e.getMessage()));
            }
        });
    }

    /** Such as a wrong password, or a setting that Kafka's client does not take. */
    static boolean isFinal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException
                    || cause instanceof ApiException && !(cause instanceof RetriableException)) {
                return true;
            }
        }
        return false;
    }

    /** False when interrupted. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As often as it takes until Kafka answers. */
    private static <T> T patiently(Supplier<T> reading) {
        while (true) {
            try {
                return reading.get();
            } catch (RunException | TimeoutException e) {
                if (isFinal(e) || !pause()) {
                    throw e;
                }
                System.err.println("Kafka does not answer; asking again: " + e.getMessage());
            }
        }
    }
}
