package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.console.Console;
import io.poeem.ops.live.LiveSearcher;
import io.poeem.schemas.IndexManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The job that never ends, in an embedded Flink; says of every version that it was published. */
public final class Training {

    private final Console console;

    public Training(Console console) {
        this.console = console;
    }

    /**
     * Returns when the calling thread is interrupted.
     *
     * @param bootstrap goes before what the settings say of it
     * @param state directory of checkpoints; the newest one in it is taken up
     * @throws RunException when the job fails
     */
    public void run(Settings settings, Optional<String> bootstrap, Path state) {
        JobOptions options = options(settings, bootstrap);
        try (EmbeddedJob job = EmbeddedJob.start(options, state);
                LiveSearcher live = new LiveSearcher(options, loaded -> say(loaded.manifest()))) {
            console.say("Training; Ctrl-C stops it. The first version comes at a multiple of snapshot.interval, after"
                    + " warmup.examples and warmstart.sample have been seen.");
            RunTopics.awaitVersions(options);
            live.start();
            job.await(() -> {});
        } catch (InterruptedException e) {
            console.say("Stopped; the same command goes on from the last checkpoint in %s.", state);
        }
    }

    static JobOptions options(Settings settings, Optional<String> bootstrap) {
        Map<String, String> weak = Map.of("topics.create", "true", "kafka.bootstrap", "127.0.0.1:9092");
        return settings.with(
                weak, bootstrap.map(given -> Map.of("kafka.bootstrap", given)).orElse(Map.of()));
    }

    private void say(IndexManifest manifest) {
        console.print(
                "version %d through %s: %,d items, %,d clicks trained",
                manifest.getVersion(),
                Instant.ofEpochMilli(manifest.getTrainedThrough()),
                manifest.getCounts().getOrDefault("items", 0L),
                manifest.getCounts().getOrDefault("clicks", 0L));
    }
}
