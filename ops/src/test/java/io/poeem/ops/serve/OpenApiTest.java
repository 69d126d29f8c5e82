package io.poeem.ops.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description says what the service does: the routes are the same, and answers have the form that it gives. */
class OpenApiTest {

    private static Service service;
    private static JsonNode api;

    @BeforeAll
    static void start() {
        service = Service.ready();
        api = Service.json(service.get("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void itNamesEveryRouteAndNoOther() {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : api.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        assertThat(described).isEqualTo(new TreeSet<>(Service.routes()));
    }

    @Test
    void answersHaveTheFormThatItGives() {
        service.index.publishTooLarge();
        service.index.publish();
        service.awaitVersion(3);
        requireForm(Service.json(service.search("{\"tokens\":[\"hist=f7\"]}")), "SearchResult");
        requireForm(Service.json(service.search("{\"k\":0}")), "Problem");
        requireForm(Service.json(service.get("/v1/items?q=film")), "Items");
        requireForm(Service.json(service.get("/v1/index")), "Index");
        requireForm(Service.json(service.get("/v1/versions")), "Versions");
        requireForm(Service.json(service.get("/readyz")), "Readiness");
        requireForm(Service.json(service.get("/healthz")), "Alive");
    }

    @Test
    void theExampleOfASearchIsTaken() {
        String example = api.at("/components/schemas/Search/example").toString();
        assertThat(service.search(example).statusCode()).isEqualTo(200);
    }

    private static void requireForm(JsonNode value, String schema) {
        requireForm(value, api.at("/components/schemas/" + schema), schema);
    }

    private static void requireForm(JsonNode value, JsonNode schema, String place) {
        assertThat(schema.isObject()).as(place + " is described").isTrue();
        switch (schema.get("type").asText()) {
            case "object" -> requireMembers(value, schema, place);
            case "array" -> {
                assertThat(value.isArray()).as(place).isTrue();
                value.forEach(element -> requireForm(element, schema.get("items"), place + "[]"));
            }
            case "integer" -> assertThat(value.isIntegralNumber()).as(place).isTrue();
            case "number" -> assertThat(value.isNumber()).as(place).isTrue();
            case "string" -> assertThat(value.isTextual()).as(place).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(place).isTrue();
            default -> throw new AssertionError(place + " has a type that this test does not know");
        }
    }

    private static void requireMembers(JsonNode value, JsonNode schema, String place) {
        assertThat(value.isObject()).as(place).isTrue();
        schema.path("required").forEach(name -> assertThat(value.has(name.asText()))
                .as(place + "." + name.asText())
                .isTrue());
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode described = schema.at("/properties/" + member.getKey());
            JsonNode form = described.isMissingNode() ? schema.path("additionalProperties") : described;
            requireForm(member.getValue(), form, place + "." + member.getKey());
        }
    }
}
