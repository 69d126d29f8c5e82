package io.poeem.ops.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker (KRaft, broker and controller in one) inside this JVM, bound to loopback only.
 *
 * <p>It owns its data directory's use, and the directory itself when that is a temporary one: closing deletes it. A
 * directory that was given is kept and can be opened again. Unlike a cluster's, its records never expire.
 */
public final class LocalBroker implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final long READY_SECONDS = 60;

    private final KafkaRaftServer server;
    private final DirectoryLock lock;
    private final Path directory;
    private final boolean temporary;
    private final int port;
    private boolean closed;

    private LocalBroker(KafkaRaftServer server, DirectoryLock lock, Path directory, boolean temporary, int port) {
        this.server = server;
        this.lock = lock;
        this.directory = directory;
        this.temporary = temporary;
        this.port = port;
    }

    /** A broker on a free port with its data in a temporary directory; returns when it takes requests. */
    public static LocalBroker start() {
        try {
            return start(Files.createTempDirectory("poeem-broker-"), true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory for the broker's data", e);
        }
    }

    /**
     * A broker whose data stays in a directory; returns when it takes requests.
     *
     * @param directory made when missing; at most one broker at a time
     * @param port the clients' port, 0 for a free one
     * @throws BrokerException when the port is taken, or the directory cannot be used or is in use
     */
    public static LocalBroker start(Path directory, int port) {
        return start(directory, false, port);
    }

    /** @param temporary whether the directory goes with the broker, or with the failure to start one */
    static LocalBroker start(Path directory, boolean temporary, int port) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return start(directory, port, temporary, lock);
        } catch (RuntimeException e) {
            lock.close();
            if (temporary) {
                Directories.delete(directory);
            }
            throw e;
        }
    }

    private static LocalBroker start(Path directory, int port, boolean temporary, DirectoryLock lock) {
        KafkaException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int[] ports = freePorts(port);
            Properties settings = BrokerSettings.of(directory.resolve("data"), ports[0], ports[1]);
            BrokerStorage.format(directory, settings, BrokerStorage.newClusterId());
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
            try {
                server.startup();
            } catch (KafkaException e) { // Someone took a port between our look and the broker's bind.
                last = e;
                server.shutdown();
                server.awaitShutdown();
                continue;
            }
            LocalBroker broker = new LocalBroker(server, lock, directory, temporary, ports[0]);
            broker.awaitReady();
            return broker;
        }
        throw new BrokerException("The broker did not start in " + directory + ": " + last.getMessage(), last);
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrap() {
        return BrokerSettings.HOST + ":" + port;
    }

    /** Where its data lives. */
    public Path directory() {
        return directory;
    }

    /** Makes a topic of one replica whose records never expire; waits until it is there. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /** As above, with further topic settings. */
    public void createTopic(String name, int partitions, Map<String, String> settings) {
        Map<String, String> all = new java.util.TreeMap<>(settings);
        all.putIfAbsent(TopicConfig.RETENTION_MS_CONFIG, "-1");
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(all);
            await(
                    "topic " + name,
                    () -> admin.createTopics(List.of(topic)).all().get(READY_SECONDS, TimeUnit.SECONDS));
            TopicReady.await(admin, name, READY_SECONDS);
        }
    }

    /** An admin client of this broker; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
    }

    /** Stops the broker and waits for it; deletes a temporary directory. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // Ctrl-C must not keep the broker from stopping in order
        try {
            server.shutdown();
            server.awaitShutdown();
            lock.close();
            if (temporary) {
                Directories.delete(directory);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitReady() {
        try (Admin admin = admin()) {
            await("broker", () -> admin.describeCluster().nodes().get(READY_SECONDS, TimeUnit.SECONDS));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void await(String what, Request request) {
        try {
            request.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException("Interrupted while waiting for the " + what, e);
        } catch (ExecutionException e) {
            throw new BrokerException(
                    "The " + what + " was refused: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerException("The " + what + " did not answer within " + READY_SECONDS + " s", e);
        }
    }

    private interface Request {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    /** Two free ports (clients', controller's), looked up together so that they differ. */
    private static int[] freePorts(int wanted) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            InetAddress host = InetAddress.getByName(BrokerSettings.HOST);
            sockets.add(new ServerSocket(wanted, 1, host));
            sockets.add(new ServerSocket(0, 1, host));
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } catch (IOException e) {
            String port = wanted == 0 ? "a free port" : "port " + wanted;
            throw new BrokerException(
                    "The broker cannot listen on " + port + " of " + BrokerSettings.HOST + ": " + e.getMessage()
                            + "; stop what holds it, or choose another",
                    e);
        } finally {
            sockets.forEach(LocalBroker::closeQuietly);
        }
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
