package io.poeem.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/** docker-compose.yml, by the schema of the Compose specification and by what we promise of it. */
class ComposeTest {

    private static final JsonNode COMPOSE = Yaml.documents("docker-compose.yml").get(0);

    private static final JsonSchema SCHEMA = schema();

    @Test
    void itIsAComposeFile() {
        assertThat(SCHEMA.validate(COMPOSE)).extracting(Object::toString).isEmpty();
    }

    @Test
    void theSchemaFindsEveryMisspeltKey() {
        Set<String> free = Set.of("services", "volumes", "environment", "depends_on", "x-flink");
        Misspelling.ofEachKey(COMPOSE, free, (path, misspelt) -> {
            if (!path.startsWith("x-")) {
                assertThat(SCHEMA.validate(misspelt)).as(path).isNotEmpty();
            }
        });
    }

    @Test
    void everyServiceIsOfAnExplicitVersionRunsWithoutRightsAndOpensNothingButOnLoopback() {
        COMPOSE.get("services").properties().forEach(entry -> {
            JsonNode service = entry.getValue();
            assertThat(service.path("image").asText()).as(entry.getKey()).matches(".+:[0-9]+\\.[0-9]+\\.[0-9]+.*");
            assertThat(service.path("user").asText()).as(entry.getKey()).matches("[1-9][0-9]*:[1-9][0-9]*");
            assertThat(service.path("cap_drop").toString()).as(entry.getKey()).isEqualTo("[\"ALL\"]");
            service.path("ports").forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void whatGoesOnRunningIsWatchedAndTaskManagersCanBeMany() {
        JsonNode services = COMPOSE.get("services");
        for (String name : new String[] {"kafka", "jobmanager", "taskmanager", "searcher"}) {
            assertThat(services.at("/" + name + "/healthcheck/test").isArray())
                    .as(name)
                    .isTrue();
        }
        assertThat(services.get("taskmanager").has("container_name")).isFalse();
        assertThat(services.get("taskmanager").has("ports")).isFalse();
    }

    @Test
    void theBrokerAllowsTransactionsAsLongAsTheSinkKeepsThemOpen() {
        long most = COMPOSE.at("/services/kafka/environment/KAFKA_TRANSACTION_MAX_TIMEOUT_MS")
                .asLong();
        Matcher sink = Pattern.compile("transaction\\.timeout=([^']+)")
                .matcher(COMPOSE.at("/services/submit/command/0").asText());
        assertThat(sink.find()).isTrue();
        assertThat(TimeUtils.parseDuration(sink.group(1)).toMillis())
                .isPositive()
                .isLessThanOrEqualTo(most);
    }

    @Test
    void imagesAreOfTheVersionsThatTheBuildTests() {
        Repository repository = new Repository();
        assertThat(COMPOSE.at("/services/kafka/image").asText())
                .isEqualTo("apache/kafka:" + repository.property("kafka.version"));
        assertThat(repository.text("ops/image/Dockerfile"))
                .contains("FROM flink:" + repository.property("flink.version") + "-java17\n");
        assertThat(repository.text("ops/searcher/Dockerfile"))
                .containsPattern("FROM eclipse-temurin:17\\.\\d+\\.\\d+_\\d+-jre-jammy\n");
        assertThat(COMPOSE.at("/services/taskmanager/image").asText()).isEqualTo("poeem-job:" + repository.version());
        assertThat(COMPOSE.at("/services/searcher/image").asText()).isEqualTo("poeem-searcher:" + repository.version());
    }

    /** The specification's schema names its parts by an id that newer drafts do not know. */
    private static JsonSchema schema() {
        try (InputStream in = ComposeTest.class.getResourceAsStream("compose-spec.json")) {
            JsonNode schema = new ObjectMapper().readTree(in);
            schema.findParents("id").stream()
                    .filter(parent -> parent.get("id").isTextual())
                    .forEach(parent -> ((ObjectNode) parent).remove("id"));
            return JsonSchemaFactory.getInstance(VersionFlag.V201909).getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
