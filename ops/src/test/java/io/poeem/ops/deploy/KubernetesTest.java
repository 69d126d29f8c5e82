package io.poeem.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poeem.job.Main;
import io.poeem.job.model.ModelToKafka;
import io.poeem.job.options.JobArguments;
import io.poeem.job.options.JobOptions;
import io.poeem.job.options.KafkaOptions;
import io.poeem.job.sink.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.server.config.ServerLogConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of ops/k8s, by the definitions of what they make, and by what we promise of them. */
class KubernetesTest {

    private static final JsonNode JOB = Yaml.documents("ops/k8s/job.yaml").get(0);
    private static final JsonNode SEARCHER =
            Yaml.documents("ops/k8s/searcher.yaml").get(0);
    private static final JsonNode POD = SEARCHER.at("/spec/template/spec");

    @ParameterizedTest
    @ValueSource(strings = {"job.yaml", "searcher.yaml", "topics.yaml"})
    void everyResourceIsWhatItsKindTakes(String file) {
        List<JsonNode> resources = Yaml.documents("ops/k8s/" + file);
        assertThat(resources).isNotEmpty();
        resources.forEach(resource -> assertThat(Resources.wrongWith(resource))
                .as(resource.at("/metadata/name").asText())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.yaml", "searcher.yaml", "topics.yaml"})
    void everyMisspeltKeyIsFound(String file) {
        Set<String> free =
                Set.of("labels", "annotations", "matchLabels", "requests", "limits", "flinkConfiguration", "config");
        for (JsonNode resource : Yaml.documents("ops/k8s/" + file)) {
            Misspelling.ofEachKey(resource, free, (path, misspelt) -> {
                boolean labels = path.startsWith("spec.selector.")
                        && resource.path("kind").asText().equals("Service");

                if (!labels && !(path.startsWith("metadata.") && isJob(resource))) {
                    assertThat(Resources.wrongWith(misspelt)).as(path).isNotEmpty();
                }
            });
        }
    }

    @Test
    void whatIsOfAnotherTypeIsFound() {
        JsonNode job = JOB.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) job.at("/spec/job")).put("parallelism", "four");
        assertThat(Resources.wrongWith(job)).isNotEmpty();
        JsonNode searcher = SEARCHER.deepCopy();
        ((com.fasterxml.jackson.databind.node.ObjectNode) searcher.get("spec")).put("replicas", "two");
        assertThat(Resources.wrongWith(searcher)).isNotEmpty();
    }

    @Test
    void theJobIsTheOneOfTheImageWithTheImagesSettings() {
        Repository repository = new Repository();
        assertThat(JOB.at("/spec/image").asText()).isEqualTo("poeem-job:" + repository.version());
        assertThat(JOB.at("/spec/job/jarURI").asText()).isEqualTo("local:///opt/flink/usrlib/poeem-job.jar");
        assertThat(JOB.at("/spec/job/entryClass").asText()).isEqualTo(Main.class.getName());
        JsonNode image = Yaml.documents("ops/image/conf/config.yaml").get(0);
        JsonNode flink = JOB.at("/spec/flinkConfiguration");
        for (String key : new String[] {
            "env.java.opts.all",
            "taskmanager.memory.network.min",
            "taskmanager.memory.network.max",
            "taskmanager.memory.managed.fraction",
            "taskmanager.memory.task.off-heap.size",
            "execution.checkpointing.num-retained"
        }) {
            assertThat(flink.get(key).asText())
                    .as(key)
                    .isEqualTo(image.at("/" + key.replace('.', '/')).asText());
        }
    }

    @Test
    void whatTheJobIsGivenAreItsOptionsAndFitsIntoItsSlots() {
        List<String> args = new ArrayList<>();
        JOB.at("/spec/job/args").forEach(arg -> args.add(arg.asText()));
        JobOptions options = JobArguments.parse(args.toArray(String[]::new));
        int slots = JOB.at("/spec/taskManager/replicas").asInt()
                * JOB.at("/spec/flinkConfiguration/taskmanager.numberOfTaskSlots")
                        .asInt();
        assertThat(options.trainerParallelism()).isGreaterThan(1).isEqualTo(slots);
        assertThat(JOB.at("/spec/job/parallelism").asInt()).isEqualTo(slots);
        assertThat(options.get(KafkaOptions.TRANSACTION_TIMEOUT))
                .as("what brokers allow unless they are told otherwise")
                .isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void nothingRunsAsRoot() {
        for (JsonNode pod : List.of(POD, JOB.at("/spec/podTemplate/spec"))) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/containers/0/securityContext/allowPrivilegeEscalation")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void theSearcherIsProbedWhereItAnswers() {
        JsonNode container = POD.at("/containers/0");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/healthz");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    }

    @Test
    void topicsAreTheOnesThatTheJobAsksFor() {
        Map<String, JsonNode> topics = Yaml.documents("ops/k8s/topics.yaml").stream()
                .collect(Collectors.toMap(topic -> topic.at("/metadata/name").asText(), topic -> topic.get("spec")));
        assertThat(topics.keySet())
                .containsExactlyInAnyOrder(
                        "poeem.clicks",
                        "poeem.items",
                        "poeem.rejected",
                        "poeem.index",
                        "poeem.versions",
                        "poeem.model");
        for (String name : new String[] {"poeem.index", "poeem.versions"}) {
            assertThat(topics.get(name).get("partitions").asInt()).isEqualTo(1);
            assertThat(topics.get(name).at("/config/cleanup.policy").asText()).isEqualTo("delete");
            assertThat(topics.get(name).at("/config/retention.ms").asText()).isEqualTo("-1");
        }
        assertThat(topics.get("poeem.model").get("partitions").asInt()).isEqualTo(ModelToKafka.PARTITIONS);
        assertThat(largest(topics.get("poeem.rejected")))
                .isGreaterThanOrEqualTo(
                        Math.max(largest(topics.get("poeem.clicks")), largest(topics.get("poeem.items")))
                                + Sinks.OVERHEAD_BYTES);
    }

    /** Record, in bytes; where nothing is set, as Kafka has it. */
    private static int largest(JsonNode topic) {
        return topic.at("/config/max.message.bytes").asInt(ServerLogConfigs.MAX_MESSAGE_BYTES_DEFAULT);
    }

    private static boolean isJob(JsonNode resource) {
        return resource.path("kind").asText().equals("FlinkDeployment");
    }
}
