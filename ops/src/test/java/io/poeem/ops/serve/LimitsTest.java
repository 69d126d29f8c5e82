package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.ops.serve.http.BearerToken;
import io.poeem.ops.serve.http.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit is told with the thing, its value, the limit and the remedy. */
class LimitsTest {

    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.ready();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tokens\":[\"hist=f7\"],\"k\":51} | k | 51 | 1 to 50",
                "{\"tokens\":[\"hist=f7\"],\"k\":0} | k | 0 | 1 to 50",
                "{\"tokens\":[\"hist=f7\"],\"nprobe\":5} | nprobe | 5 | 1 to 4",
                "{\"tokens\":[\"hist=f7\"],\"exclude\":[\"a\",\"b\",\"c\",\"d\"]} | the number of exclude | more | at most 3",
                "{\"vectors\":[[1,2]]} | the length of vectors[0] | 2 | 4",
                "{\"vectors\":[[1,2,3,1e40]]} | vectors[0][3] | 1e40 | within the range of a 32-bit float",
                "{\"vectors\":[[1,2,3,\"4\"]]} | vectors[0] | a string | numbers only",
                "{\"tokens\":\"hist=f7\"} | tokens | a string | an array of strings",
                "{\"tokens\":[\"hist=f7\"],\"k\":1.5} | k | a number | a whole number",
                "{\"tokens\":[\"hist=f7\"],\"popularity\":1} | popularity | a number | true or false",
                "{\"tokens\":[\"hist=f7\"],\"metric\":\"dot\"} | metric | dot | one of model, cosine, inner_product, l2",
                "[] | the body | an array | a JSON object",
                "{\"tokens\":[\"hist=f7\"]} {} | what follows the JSON object | an object | nothing"
            })
    void aValueBeyondALimitIsNamed(String body, String thing, String value, String limit) {
        HttpResponse<String> refused = service.search(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = Service.json(refused);
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("title").asText()).isEqualTo("Bad Request");
        assertThat(problem.get("thing").asText()).isEqualTo(thing);
        assertThat(problem.get("value").asText()).isEqualTo(value);
        assertThat(problem.get("limit").asText()).isEqualTo(limit);
        assertThat(problem.get("detail").asText()).contains(thing, value, limit, ";");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | nothing is asked",
                "{\"tokens\":[]} | the query has no tokens",
                "{\"tokens\":[\"no-equals-sign\"]} | is not of the form field=value",
                "{\"tokens\":[\"hist=f7\"],\"tokens\":[\"hist=f8\"]} | Duplicate",
                "{\"vectors\":[[NaN,0,0,0]]} | not JSON that can be taken",
                "{\"k\":99999999999999999999} | not JSON that can be taken",
                "{\"deep\":1} | a member of the body is deep"
            })
    void whatIsWrongIsSaid(String body, String says) {
        HttpResponse<String> refused = service.search(body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Service.json(refused).get("detail").asText()).contains(says);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws IOException {
        String large = "{\"tokens\":[\"hist=" + "x".repeat(5_000) + "\"]}";
        HttpResponse<String> announced = service.search(large);
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(Service.json(announced).get("limit").asText()).isEqualTo("at most 4096 bytes");
        String chunked = raw("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + "1000\r\n" + "x".repeat(0x1000) + "\r\n10\r\n"
                + "x".repeat(0x10) + "\r\n0\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 413");
    }

    @Test
    void aBodyThatTricklesInIsGivenUpAndOthersAreAnsweredMeanwhile() throws IOException {
        try (Socket slow = connect()) {
            slow.getOutputStream()
                    .write(("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000\r\n\r\n{\"tok")
                            .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();
            assertThat(service.search("{\"tokens\":[\"hist=f7\"]}").statusCode())
                    .isEqualTo(200);
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("was not there after 500 ms");
        }
    }

    @Test
    void aBodyThatIsNotJsonByItsTypeIsRefused() {
        HttpResponse<String> refused = Http.send(
                service.client,
                Http.request(service.at("/v1/search"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build());
        assertThat(refused.statusCode()).isEqualTo(415);
    }

    @Test
    void headersThatAreTooLongAreAProblemToo() throws IOException {
        String answer = raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
    }

    @Test
    void anotherNameThanThisMachinesIsNotAnsweredWithoutAToken() throws IOException {
        assertThat(raw("GET /v1/index HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /v1/index HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void anOpenDoorMustBeMeant() {
        assertThatThrownBy(() -> Binding.of("0.0.0.0", 0, Optional.empty(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--token-file")
                .hasMessageContaining("--no-token");
        assertThat(Binding.of("0.0.0.0", 0, Optional.empty(), true).port()).isZero();
        assertThatThrownBy(() -> Binding.of("127.0.0.1", 65_536, Optional.empty(), false))
                .hasMessageContaining("65535");
    }

    @Test
    void aTokenIsLongEnoughReadFromAFileAndNeverShown(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "0123456789abcdef0123\n");
        assertThat(BearerToken.read(file)).hasToString("a bearer token");
        assertThatThrownBy(() -> BearerToken.of("short", "here")).hasMessageContaining("openssl rand");
        assertThatThrownBy(() -> BearerToken.of("a secret that has spaces", "here"))
                .hasMessageNotContaining("secret that");
        assertThatThrownBy(() -> BearerToken.read(directory.resolve("none"))).hasMessageContaining("none");
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** Sends these bytes, and reads until the server has closed or enough has come to tell. */
    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(800), StandardCharsets.UTF_8);
        }
    }
}
