package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.ops.gauge.HeldBackAtEnd;
import io.poeem.ops.live.LiveSearcher;
import io.poeem.ops.live.Served;
import io.poeem.schemas.IndexManifest;
import io.poeem.searcher.VersionFailure;
import io.poeem.searcher.VersionReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was announced, to be held against what the live searcher served.
 *
 * @param announced in order
 */
record Delivery(List<Long> announced) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads what the job, which has ended, has announced; gives the live searcher time to serve the last one. */
    static Delivery await(JobOptions options, LiveSearcher live, HeldBackAtEnd held) {
        try (VersionReader reader = VersionReader.builder()
                .kafka(options.kafkaClient())
                .index(options.get(KafkaOptions.INDEX_NAME))
                .topics(options.topics().index(), options.topics().versions())
                .open()) {
            List<Long> announced =
                    reader.manifests().stream().map(IndexManifest::getVersion).toList();
            if (announced.isEmpty()) {
                throw new RunException(held.whyNone("it ended before warmup.examples + warmstart.sample examples and a"
                        + " snapshot.interval had passed. Give it more clicks, or set these lower"));
            }
            live.await(announced.get(announced.size() - 1), PATIENCE);
            return new Delivery(announced);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("Interrupted while waiting for the live searcher", e);
        }
    }

    /**
     * Versions that somebody has held.
     *
     * @param versions in that order
     * @param last hash of the last one's content; empty when there was none
     */
    record Held(List<Long> versions, Optional<String> last) {

        static Held of(LiveSearcher live) {
            return new Held(
                    live.served().stream().map(Served::version).toList(),
                    live.current().map(searcher -> HexFormat.of()
                            .formatHex(searcher.image().contentSha256())));
        }

        static Held of(VersionLog log) {
            List<String> hashes = log.sha256();
            return new Held(
                    log.versions(), hashes.isEmpty() ? Optional.empty() : Optional.of(hashes.get(hashes.size() - 1)));
        }
    }

    /** Every way in which the versions served live differ from those announced and read again. */
    List<String> faults(Held served, List<VersionFailure> refused, Held read) {
        List<String> faults = new ArrayList<>();
        Set<Long> seen = Set.copyOf(served.versions());
        List<Long> missing =
                announced.stream().filter(version -> !seen.contains(version)).toList();
        if (!missing.isEmpty()) {
            faults.add("announced but not served by the live searcher: versions " + missing);
        }
        for (VersionFailure failure : refused) {
            faults.add("version " + failure.version() + " was refused: " + failure.message());
        }
        if (!read.versions().equals(announced)) {
            faults.add("announced were " + announced.size() + " versions, but "
                    + read.versions().size() + " could be read again");
        }
        if (!served.last().equals(read.last())) {
            faults.add("the version served last differs from the same version read again");
        }
        return faults;
    }
}
