package io.poeem.ops.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of one address of this machine. */
final class Ports {

    private Ports() {}

    /** So many that nobody listens on, all different. They are looked up, not held. */
    static List<Integer> free(String host, int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(listen(host, 0));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new ClusterException(
                    "Cannot listen on " + host + ": " + e.getMessage() + "; it must be an address of this machine", e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /** @throws ClusterException when somebody listens on it */
    static void check(String host, int port, String whose) {
        try {
            close(listen(host, port));
        } catch (IOException e) {
            throw new ClusterException(
                    "Port " + port + " of " + host + ", which the " + whose + " had before, is taken: " + e.getMessage()
                            + "; stop what holds it, or begin anew in another --dir",
                    e);
        }
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(port != 0); // what was closed a moment ago does not count as taken
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new ClusterException("Closing a socket failed: " + e.getMessage(), e);
        }
    }
}
