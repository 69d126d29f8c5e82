package io.poeem.ops.serve.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a server listens and whom it lets in.
 *
 * @param host name or address of an interface of this machine
 * @param port 0: a free one
 * @param token what requests must show, if anything
 */
public record Binding(String host, int port, Optional<BearerToken> token) {

    /**
     * @param openToAll whether it is meant that anybody who reaches this machine may ask
     * @throws IllegalArgumentException for a port out of range, an unknown host, or an open door that is not meant
     */
    public static Binding of(String host, int port, Optional<BearerToken> token, boolean openToAll) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the port is " + port + ", but must be 0 to 65535");
        }
        Binding binding = new Binding(host, port, token);
        if (!binding.isLoopback() && token.isEmpty() && !openToAll) {
            throw new IllegalArgumentException(
                    "--host is " + host
                            + ", which others can reach, and there is no token; give --token-file, or say --no-token if everybody may ask");
        }
        return binding;
    }

    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--host is " + host + ", which is no address of this machine; try 127.0.0.1", e);
        }
    }

    /**
     * Whether requests must name this machine as their host. Without a token, being on loopback is what protects the server;
     * a page from elsewhere whose name resolves to 127.0.0.1 would come in otherwise.
     */
    boolean checksHost() {
        return token.isEmpty() && isLoopback();
    }
}
