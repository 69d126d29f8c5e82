package io.poeem.ops.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A broker's directory: {@code server.properties}, and {@code data} with the identity that Kafka asks for. */
public final class BrokerStorage {

    private BrokerStorage() {}

    /** A new identity, for all brokers of one cluster. */
    public static String newClusterId() {
        return Uuid.randomUuid().toString();
    }

    /**
     * Makes ready what a broker of a cluster starts from, in a JVM of its own; a directory that is ready keeps its data.
     *
     * @param directory made when missing
     * @param all every broker of the cluster, the node itself included
     * @return {@code server.properties}
     * @throws BrokerException when the directory cannot be used
     */
    public static Path prepare(Path directory, BrokerNode node, List<BrokerNode> all, String clusterId) {
        return format(directory, BrokerSettings.of(directory.resolve("data"), node, all), clusterId);
    }

    /** Writes the settings and the storage's identity; leaves an identity that is there alone. */
    static Path format(Path directory, Properties settings, String clusterId) {
        Path file = directory.resolve("server.properties");
        try {
            Files.createDirectories(directory.resolve("data"));
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
        } catch (IOException e) {
            throw new BrokerException("Cannot write to " + directory + ": " + e.getMessage(), e);
        }
        if (Files.notExists(directory.resolve("data").resolve("meta.properties"))) {
            identify(directory, file, clusterId);
        }
        return file;
    }

    private static void identify(Path directory, Path file, String clusterId) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] args = {"format", "--ignore-formatted", "--cluster-id", clusterId, "--config", file.toString()};
        int status = StorageTool.execute(args, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new BrokerException(
                    "Kafka cannot use " + directory + ": " + said.toString(StandardCharsets.UTF_8), null);
        }
    }
}
