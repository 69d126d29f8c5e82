package io.poeem.ops.serve.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server that listens. {@link #close()} lets requests that are being answered end, and turns further ones away. */
public final class HttpServer implements AutoCloseable {

    private static final int HEADER_BYTES = 8 << 10;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private final Binding binding;

    private HttpServer(Server server, ServerConnector connector, Binding binding) {
        this.server = server;
        this.connector = connector;
        this.binding = binding;
    }

    /** @throws IllegalStateException if the port cannot be had */
    public static HttpServer start(List<Route> routes, Binding binding, HttpLimits limits, RequestMeter meter) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.concurrent() + 16, 4);
        threads.setName("poeem-http");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(binding.host());
        connector.setPort(binding.port());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setErrorHandler(new ProblemPages());
        server.setHandler(new GracefulHandler(new Router(routes, binding, limits, meter)));
        server.setStopTimeout(LAST_ANSWERS.toMillis());
        HttpServer started = new HttpServer(server, connector, binding);
        started.listen();
        return started;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(HEADER_BYTES);
        return configuration;
    }

    private void listen() {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException(
                    "cannot listen on " + binding.host() + " port " + binding.port() + ": " + e.getMessage()
                            + "; is another server there? --port names another one",
                    e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri() {
        String host = binding.host().contains(":") ? "[" + binding.host() + "]" : binding.host();
        return URI.create("http://" + host + ":" + port() + "/");
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // Ctrl-C; the last answers are to go out all the same
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server did not stop cleanly", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
