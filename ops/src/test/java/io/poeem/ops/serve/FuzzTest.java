package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.ops.serve.http.HttpLimits;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies that nobody should send: each is answered, in time, with 200 or a problem of the 400s, and a good one after it. */
class FuzzTest {

    private static final String GOOD =
            "{\"tokens\":[\"hist=f7\",\"last=f7\"],\"k\":5,\"nprobe\":2,\"exclude\":[\"f1\"],\"popularity\":true}";
    private static final int ROUNDS = 4_000;

    private static Service service;

    @BeforeAll
    static void start() {
        HttpLimits limits = new HttpLimits(64 << 10, 4, 64, Duration.ofSeconds(10));
        service = new Service(Optional.empty(), Optional.empty(), limits);
        service.index.publish();
        service.awaitVersion(1);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "null",
            "true",
            "\"\"",
            "0",
            "[",
            "{",
            "[".repeat(60_000),
            "{\"a\":".repeat(9_000),
            "{\"vectors\":" + "[".repeat(50_000),
            "{\"vectors\":[" + "[1,0,0,0],".repeat(100) + "[1,0,0,0]]}",
            "{\"vectors\":[[1e999999999999,0,0,0]]}",
            "{\"vectors\":[[-1e-999999999999,0,0,0]]}",
            "{\"vectors\":[[" + "1".repeat(10_000) + ",0,0,0]]}",
            "{\"vectors\":[[1." + "1".repeat(100) + ",0,0,0]]}",
            "{\"vectors\":[[3.5e38,0,0,0]]}",
            "{\"vectors\":[[1e38,1e38,0,0]],\"metric\":\"l2\"}",
            "{\"vectors\":[[1e20,0,0,0]],\"metric\":\"inner_product\"}",
            "{\"vectors\":[[1e-40,0,0,0]],\"metric\":\"cosine\"}",
            "{\"vectors\":[[0,0,0,0]],\"metric\":\"inner_product\",\"popularity\":false,\"nprobe\":1024}",
            "{\"vectors\":[[NaN,0,0,0]]}",
            "{\"vectors\":[[Infinity,0,0,0]]}",
            "{\"vectors\":[[-0.0,0,0,0]]}",
            "{\"vectors\":[[0,0,0,0]]}",
            "{\"vectors\":[[]]}",
            "{\"vectors\":[]}",
            "{\"vectors\":[null]}",
            "{\"vectors\":[[null,null,null,null]]}",
            "{\"vectors\":{}}",
            "{\"tokens\":null}",
            "{\"tokens\":[null]}",
            "{\"tokens\":[[]]}",
            "{\"tokens\":[\"\"]}",
            "{\"tokens\":[\"=\"]}",
            "{\"tokens\":[\"hist=\"]}",
            "{\"tokens\":[\"=f7\"]}",
            "{\"tokens\":[\"hist=\\u0000\"]}",
            "{\"tokens\":[\"hist=\\ud800\"]}",
            "{\"tokens\":[\"hist=\u0001\"]}",
            "{\"tokens\":[\"hist=" + "y".repeat(5_000) + "\"]}",
            "{\"tokens\":[" + "\"a=b\",".repeat(5_000) + "\"a=b\"]}",
            "{\"tokens\":[\"hist=f7\"],\"k\":1e3}",
            "{\"tokens\":[\"hist=f7\"],\"k\":-1}",
            "{\"tokens\":[\"hist=f7\"],\"k\":9223372036854775808}",
            "{\"tokens\":[\"hist=f7\"],\"k\":\"5\"}",
            "{\"tokens\":[\"hist=f7\"],\"k\":null}",
            "{\"tokens\":[\"hist=f7\"],\"nprobe\":2147483648}",
            "{\"tokens\":[\"hist=f7\"],\"metric\":null}",
            "{\"tokens\":[\"hist=f7\"],\"metric\":\"MODEL\"}",
            "{\"tokens\":[\"hist=f7\"],\"exclude\":[1]}",
            "{\"tokens\":[\"hist=f7\"],\"" + "n".repeat(60_000) + "\":1}",
            "{\"tokens\":[\"hist=f7\"],\"__proto__\":{}}",
            "{\"tokens\":[\"hist=f7\"],}",
            "{'tokens':['hist=f7']}",
            "/* */{\"tokens\":[\"hist=f7\"]}",
            "\ufeff{\"tokens\":[\"hist=f7\"]}",
            GOOD + GOOD,
            GOOD.substring(0, GOOD.length() - 1));

    @Test
    void bodiesThoughtOutToHurtAreAProblemOfWhoSendsThem() {
        for (String body : NASTY) {
            requireAnswered(body.getBytes(StandardCharsets.UTF_8), body.substring(0, Math.min(80, body.length())));
        }
    }

    @Test
    void otherEncodingsAreRefused() {
        for (var encoding : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            HttpResponse<String> answer = Http.post(service.client, service.at("/v1/search"), GOOD.getBytes(encoding));
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        byte[] overlong = GOOD.getBytes(StandardCharsets.UTF_8);
        overlong[20] = (byte) 0xC0;
        HttpResponse<String> answer = Http.post(service.client, service.at("/v1/search"), overlong);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not UTF-8");
    }

    @Test
    void thousandsOfMutationsOfAGoodBodyAreAnswered() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutated(random);
            requireAnswered(body, "seed " + seed + ", round " + round);
        }
        assertThat(service.search(GOOD).statusCode()).isEqualTo(200);
    }

    private static byte[] mutated(Random random) {
        byte[] body = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(5)) {
                case 0 -> body[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> body[at] = (byte) random.nextInt(256);
                case 2 -> body = Arrays.copyOf(body, Math.max(1, at));
                case 3 -> body = spliced(body, at, pick(random));
                default -> body = spliced(body, at, Arrays.copyOfRange(body, random.nextInt(at + 1), at));
            }
        }
        return body;
    }

    private static byte[] pick(Random random) {
        String[] pieces = {"[", "]", "{", "}", "\"", ",", ":", "\\", "-", "1e9", "null", "999999999999999999999", "0x1f"
        };
        return pieces[random.nextInt(pieces.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] body, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(body, body.length + piece.length);
        System.arraycopy(body, at, longer, at + piece.length, body.length - at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        return longer;
    }

    private static void requireAnswered(byte[] body, String which) {
        HttpResponse<String> answer = Http.post(service.client, service.at("/v1/search"), body);
        assertThat(answer.statusCode())
                .as(which)
                .satisfiesAnyOf(status -> assertThat(status).isEqualTo(200), status -> assertThat(status)
                        .isBetween(400, 499));
        if (answer.statusCode() != 200) {
            assertThat(Service.json(answer).get("detail").asText()).as(which).isNotBlank();
            assertThat(answer.body().length()).as(which).isLessThan(1_000);
        } else {
            Service.json(answer)
                    .get("hits")
                    .forEach(hit ->
                            assertThat(hit.get("score").isNumber()).as(which).isTrue());
        }
    }
}
