package io.poeem.ops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Flink's command line client, in a JVM of its own: of the image's jars, with the options that Flink gives it. */
final class FlinkClient {

    private static final long SECONDS = 180;

    private final ClusterDirectory directory;
    private final ClusterSpec spec;

    FlinkClient(ClusterDirectory directory, ClusterSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    /** @throws ClusterException when it fails; with what it said */
    void run(List<String> arguments) throws InterruptedException {
        Path said = directory.logs().resolve("client.out");
        List<String> command =
                new FlinkLaunch(directory, spec).client(directory.logs().resolve("client.log"), arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .put("FLINK_CONF_DIR", directory.image().resolve("conf").toString());
        try {
            Process client = builder.start();
            boolean ended = false;
            try {
                ended = client.waitFor(SECONDS, TimeUnit.SECONDS);
            } finally {
                client.destroyForcibly();
            }
            if (!ended) {
                throw new ClusterException("Flink's client did not end within " + SECONDS + " s; it said: "
                        + Files.readString(said).strip());
            }
            if (client.exitValue() != 0) {
                throw new ClusterException("The job was not taken: " + ClientFailure.reason(Files.readAllLines(said))
                        + " (all of it is in " + said + ")");
            }
        } catch (IOException e) {
            throw new ClusterException("Flink's client cannot be run: " + e, e);
        }
    }
}
