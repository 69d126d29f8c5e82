package io.poeem.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.poeem.job.options.JobOptions;
import io.poeem.job.preflight.Landscape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** State is found again by uid, and by serializers that are ours. */
class UidsTest {

    private final StreamGraph graph = graph(Map.of());
    private final StreamGraph shared = graph(Map.of("shards", "4"));

    /** A uid that changes loses its operator's state: uids.txt is only ever added to. */
    @Test
    void uidsAreThoseThatWereFrozen() throws IOException {
        assertThat(uids(graph)).doesNotContainNull().containsExactlyElementsOf(frozen("uids.txt"));
        assertThat(uids(shared)).doesNotContainNull().containsExactlyElementsOf(frozen("uids-of-many-shards.txt"));
    }

    @Test
    void everyEdgeIsWrittenBySerializersOfOursOrOfTheSink() {
        graph.getStreamNodes().forEach(UidsTest::check);
        shared.getStreamNodes().forEach(UidsTest::check);
    }

    private static void check(StreamNode node) {
        if (node.getTypeSerializerOut() != null) {
            check(node, node.getTypeSerializerOut());
        }
        for (TypeSerializer<?> in : node.getTypeSerializersIn()) {
            check(node, in);
        }
    }

    private static List<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .sorted()
                .toList();
    }

    @Test
    void genericTypesAndGeneratedUidsAreOff() {
        assertThat(graph.getJobConfiguration().toMap())
                .containsEntry("pipeline.generic-types", "false")
                .containsEntry("pipeline.auto-generate-uids", "false")
                .containsEntry("pipeline.object-reuse", "true");
    }

    @Test
    void sourceAndClampAreOneTaskAndTrainerAndSinkAnother() {
        JobGraph job = graph.getJobGraph(getClass().getClassLoader(), null);
        assertThat(StreamSupport.stream(job.getVertices().spliterator(), false).map(JobVertex::getName))
                .anyMatch(name -> name.contains("Read clicks") && name.contains("Clamp click times"))
                .anyMatch(name -> name.contains("Shard trainer") && name.contains("Write versions: Writer"));
    }

    private static void check(StreamNode node, TypeSerializer<?> serializer) {
        assertThat(serializer.getClass().getName())
                .as(node.getOperatorName())
                .doesNotContain("kryo", "Pojo")
                .matches("io\\.poeem\\..*|org\\.apache\\.flink\\.streaming\\.api\\.connector\\.sink2\\..*");
    }

    private static StreamGraph graph(Map<String, String> settings) {
        JobOptions options = JobOptions.of(settings).with("kafka.bootstrap", "nowhere:1");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(options));
        Topology.build(env, options, new Landscape(4, 2 << 20, Map.of(), Optional.empty(), Optional.empty(), 0));
        return env.getStreamGraph();
    }

    private static List<String> frozen(String resource) throws IOException {
        try (InputStream uids = UidsTest.class.getResourceAsStream(resource)) {
            return new String(uids.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .sorted()
                    .toList();
        }
    }
}
