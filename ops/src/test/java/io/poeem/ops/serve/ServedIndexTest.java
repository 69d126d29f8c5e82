package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service answers, asked over HTTP. */
class ServedIndexTest {

    private static final String TOKEN = "a-secret-of-a-test-0123456789";

    private Service service;

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aSearchByTokensTellsHitsTitlesVersionAndTheShareScanned() {
        service = Service.ready();
        JsonNode answer = Service.json(service.search("{\"tokens\":[\"hist=f7\"],\"k\":3,\"exclude\":[\"f1\"]}"));
        assertThat(answer.get("version").asLong()).isEqualTo(1);
        assertThat(answer.get("basis").asText()).isEqualTo("query");
        assertThat(answer.get("scanned_share").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.get("took_micros").asLong()).isNotNegative();
        assertThat(answer.get("hits").findValuesAsText("id")).containsExactly("f3", "f5", "f7");
        assertThat(answer.get("hits").get(0).get("title").asText()).isEqualTo("Film number 3");
        assertThat(answer.get("hits").get(0).get("score").asDouble())
                .isGreaterThan(answer.get("hits").get(2).get("score").asDouble());
    }

    @Test
    void aSearchByAVectorNeedsNoToken() {
        service = Service.ready();
        JsonNode answer = Service.json(service.search("{\"vectors\":[[0,1,0,0]],\"k\":2}"));
        assertThat(answer.get("basis").asText()).isEqualTo("query");
        assertThat(answer.get("hits").findValuesAsText("id")).containsExactly("f1", "f3");
    }

    @Test
    void tokensAndVectorsAreMergedAsHeadsOfOneQuery() {
        service = Service.ready();
        JsonNode answer = Service.json(
                service.search(
                        "{\"tokens\":[\"hist=f7\"],\"vectors\":[[1,0,0,0]],\"k\":4,\"metric\":\"cosine\",\"popularity\":false}"));
        assertThat(answer.get("hits").findValuesAsText("id")).hasSize(4).doesNotHaveDuplicates();
        answer.get("hits")
                .forEach(hit -> assertThat(hit.get("score").asDouble()).isCloseTo(1, within(1e-3)));
        JsonNode both = Service.json(service.search("{\"vectors\":[[0,1,0,0],[1,0,0,0]],\"k\":2}"));
        assertThat(both.get("hits").findValuesAsText("id")).containsExactly("f0", "f1");
    }

    @Test
    void tokensThatNobodyKnowsAreAnsweredByPopularity() {
        service = Service.ready();
        JsonNode answer = Service.json(service.search("{\"tokens\":[\"hist=nobody\"],\"k\":2}"));
        assertThat(answer.get("basis").asText()).isEqualTo("popularity");
        assertThat(answer.get("hits").findValuesAsText("id")).containsExactly("f0", "f1");
    }

    @Test
    void theIndexIsToldWithProvenanceHealthAndClusters() {
        service = Service.ready();
        JsonNode index = Service.json(service.get("/v1/index"));
        assertThat(index.get("version").asLong()).isEqualTo(1);
        assertThat(index.get("items").asInt()).isEqualTo(SmallIndex.FILMS);
        assertThat(index.at("/provenance/offsets/0/offset").asLong()).isEqualTo(1_000);
        assertThat(index.at("/provenance/option_hash").asText()).isEqualTo("0".repeat(64));
        assertThat(index.at("/health/canary_distortion").asDouble()).isCloseTo(0.21, within(1e-9));
        assertThat(index.at("/health").has("loss")).as("NaN is no JSON").isFalse();
        assertThat(index.at("/clusters/sizes").toString()).isEqualTo("[50,50]");
        assertThat(index.at("/subscriber/trouble").asBoolean()).isFalse();
    }

    @Test
    void theTimelineHoldsVersionsThatWereAnnouncedBeforeAndTellsWhichWereRefused() {
        service = new Service(Optional.empty(), Optional.empty(), Service.HTTP);
        service.index.publish();
        service.index.publish();
        service.awaitVersion(2);
        await().until(() ->
                Service.json(service.get("/v1/versions")).get("versions").size() == 2);
        service.index.publishTooLarge();
        await().until(() -> service.get("/v1/versions").body().contains("TOO_LARGE"));
        JsonNode versions = Service.json(service.get("/v1/versions"));
        assertThat(versions.get("current").asLong()).isEqualTo(2);
        assertThat(versions.at("/versions/1/service/served_at").asLong()).isPositive();
        assertThat(Service.json(service.get("/v1/versions?limit=1"))
                        .get("versions")
                        .size())
                .isEqualTo(1);
        assertThat(service.get("/v1/versions?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void theTimelineIsNotSentAgainUntilItChanges() {
        service = Service.ready();
        String tag = service.get("/v1/versions").headers().firstValue("ETag").orElseThrow();
        assertThat(service.get("/v1/versions", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        service.index.publish();
        service.awaitVersion(2);
        assertThat(service.get("/v1/versions", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void itemsAreFoundByPartsOfTheirTitlesAndByIds() {
        service = Service.ready();
        assertThat(Service.json(service.get("/v1/items?q=NUMBER%209"))
                        .get("items")
                        .findValuesAsText("id"))
                .startsWith("f9", "f90");
        assertThat(Service.json(service.get("/v1/items?q=f42")).get("items").findValuesAsText("id"))
                .containsExactly("f42");
        assertThat(service.get("/v1/items?q=").statusCode()).isEqualTo(400);
        assertThat(service.get("/v1/items?q=%ff%fe").statusCode()).isLessThan(500);
    }

    @Test
    void beforeTheFirstVersionItIsAliveButNotReadyAndSaysWhy() {
        service = new Service(Optional.empty(), Optional.empty(), Service.HTTP);
        assertThat(service.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(service.get("/readyz").statusCode()).isEqualTo(503);
        HttpResponse<String> search = service.search("{\"tokens\":[\"hist=f7\"]}");
        assertThat(search.statusCode()).isEqualTo(503);
        assertThat(search.body()).contains("no version of index 'films'");
        service.index.publish();
        await().until(() -> service.get("/readyz").statusCode() == 200);
    }

    @Test
    void anIndexThatIsTooOldIsServedButNotReady() {
        service = new Service(Optional.empty(), Optional.of(Duration.ofHours(1)), Service.HTTP);
        service.index.publish(System.currentTimeMillis() - Duration.ofHours(2).toMillis(), true);
        service.awaitVersion(1);
        assertThat(service.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(service.get("/readyz").body()).contains("the limit is 3600 s");
        assertThat(service.search("{\"tokens\":[\"hist=f7\"]}").statusCode()).isEqualTo(200);
        service.index.publish();
        await().until(() -> service.get("/readyz").statusCode() == 200);
    }

    @Test
    void figuresCountRequestsAndFollowTheSubscriber() {
        service = Service.ready();
        service.search("{\"tokens\":[\"hist=f7\"]}");
        service.search("{");
        service.get("/no/such/path");
        String figures = service.get("/metrics").body();
        assertThat(figures)
                .contains("poeem_http_requests_total{path=\"/v1/search\",status=\"200\"} 1.0")
                .contains("poeem_http_requests_total{path=\"/v1/search\",status=\"400\"} 1.0")
                .contains("poeem_http_requests_total{path=\"other\",status=\"404\"} 1.0")
                .contains("poeem_searches_total{basis=\"query\"} 1.0")
                .contains("poeem_index_version_current 1.0")
                .contains("poeem_index_refreshes_ok_total 1.0")
                .contains("poeem_ready 1.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void withATokenOnlyPageAndProbesAreOpen() {
        service = new Service(Optional.of(TOKEN), Optional.empty(), Service.HTTP);
        for (String path : new String[] {"/", "/page.js", "/healthz", "/readyz", "/openapi.json"}) {
            assertThat(service.get(path).statusCode()).as(path).isNotEqualTo(401);
        }
        for (String path : new String[] {"/v1/index", "/v1/versions", "/v1/items?q=a", "/metrics"}) {
            assertThat(service.get(path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> refused = service.search("{}", "Authorization", "Bearer " + TOKEN + "x");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(refused.body()).doesNotContain(TOKEN);
        assertThat(service.get("/metrics", "Authorization", "bearer " + TOKEN).statusCode())
                .isEqualTo(200);
        assertThat(service.get("/metrics", "Authorization", "Basic " + TOKEN).statusCode())
                .isEqualTo(401);
    }

    @Test
    void everyAnswerTellsBrowsersToRunNothingElse() {
        service = Service.ready();
        for (String path : new String[] {"/", "/v1/index", "/no/such/path"}) {
            HttpResponse<String> answer = service.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void methodsThatAreNotThereAreRefusedWithThoseThatAre() {
        service = Service.ready();
        HttpResponse<String> refused = service.get("/v1/search");
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("POST");
        HttpRequest head = Http.request(service.at("/"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(Http.send(service.client, head).statusCode()).isEqualTo(200);
    }
}
