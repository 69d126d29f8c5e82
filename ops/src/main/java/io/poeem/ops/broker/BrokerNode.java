package io.poeem.ops.broker;

/**
 * Where one broker of a cluster listens.
 *
 * @param id from 1 on
 * @param host that it binds to and that clients are told
 * @param port of the clients
 * @param controllerPort of the quorum
 */
public record BrokerNode(int id, String host, int port, int controllerPort) {

    String voter() {
        return id + "@" + host + ":" + controllerPort;
    }

    /** Host and port for {@code bootstrap.servers}. */
    public String bootstrap() {
        return host + ":" + port;
    }
}
