package io.poeem.job.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerTest {

    @Test
    void whereNobodyListensItGivesUpWhenItsPatienceEndsAndSaysWhatToLookAt() throws IOException {
        Properties client = new Properties();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client.setProperty("bootstrap.servers", "127.0.0.1:" + free.getLocalPort());
        }
        long start = System.nanoTime();
        Broker broker = new Broker(client, Duration.ofSeconds(1));
        assertThatThrownBy(() -> {
                    try (broker) {
                        broker.broker();
                    }
                })
                .isInstanceOf(PreflightException.class)
                .hasMessageContaining(client.getProperty("bootstrap.servers"))
                .hasMessageContaining("within 1 s")
                .hasMessageContaining("security.protocol");
        // The client by itself would wait for a minute, also when it is closed.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
