package io.poeem.ops.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong with a resource of Kubernetes: a FlinkDeployment by the schema of its definition, others by the classes that
 * Strimzi and Kubernetes' client have of them, in which nothing may be left over.
 */
final class Resources {

    /** "apiVersion kind" to class. */
    private static final Map<String, Class<?>> KINDS = Map.of(
            "apps/v1 Deployment", Deployment.class,
            "v1 Service", Service.class,
            "v1 PersistentVolumeClaim", PersistentVolumeClaim.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class);

    private static final JsonSchema FLINK_DEPLOYMENT = flinkDeployment();

    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NothingLeftOver());

    private Resources() {}

    static List<String> wrongWith(JsonNode resource) {
        String kind = resource.path("apiVersion").asText() + " "
                + resource.path("kind").asText();
        if (kind.equals("flink.apache.org/v1beta1 FlinkDeployment")) {
            return FLINK_DEPLOYMENT.validate(resource).stream()
                    .map(Object::toString)
                    .toList();
        }
        try {
            if (kind.equals("kafka.strimzi.io/v1 KafkaTopic")) {
                STRICT.convertValue(resource, Topic.class);
            } else if (KINDS.containsKey(kind)) {
                STRICT.convertValue(resource, KINDS.get(kind));
            } else {
                return List.of("no resource is known by " + kind);
            }
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private record Topic(String apiVersion, String kind, ObjectMeta metadata, KafkaTopicSpec spec) {}

    /** The classes take what they do not know into a map; here that is an error. */
    private static final class NothingLeftOver extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private static JsonSchema flinkDeployment() {
        JsonNode definition = Yaml.documents(Resources.class.getResourceAsStream(
                        "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"))
                .get(0);
        ObjectNode schema = (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema");
        // As the API server does, which adds these to every resource and takes no others.
        ObjectNode top = (ObjectNode) schema.get("properties");
        Set.of("apiVersion", "kind").forEach(name -> top.putObject(name).put("type", "string"));
        top.putObject("metadata").put("type", "object");
        schema.putArray("required")
                .add("apiVersion")
                .add("kind")
                .add("metadata")
                .add("spec");
        // The newest definition on Maven Central is older than Flink 2; later operators know it by this name.
        ((ArrayNode) schema.at("/properties/spec/properties/flinkVersion/enum")).add("v2_2");
        close(schema);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }

    /** A definition's objects are closed, unless it says otherwise; a schema's are open. */
    private static void close(JsonNode schema) {
        schema.forEach(Resources::close);
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && object.path("type").isTextual()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
    }
}
