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

    private final StreamGraph graph = graph();

    /** A uid that changes loses its operator's state: uids.txt is only ever added to. */
    @Test
    void uidsAreThoseThatWereFrozen() throws IOException {
        List<String> uids = graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .sorted()
                .toList();
        assertThat(uids).doesNotContainNull().containsExactlyElementsOf(frozen());
    }

    @Test
    void everyEdgeIsWrittenBySerializersOfOursOrOfTheSink() {
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getTypeSerializerOut() != null) {
                check(node, node.getTypeSerializerOut());
            }
            for (TypeSerializer<?> in : node.getTypeSerializersIn()) {
                check(node, in);
            }
        }
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

    private static StreamGraph graph() {
        JobOptions options = JobOptions.of(Map.of("kafka.bootstrap", "nowhere:1"));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(FlinkSettings.of(options));
        Topology.build(env, options, new Landscape(4, 2 << 20, Map.of(), Optional.empty(), Optional.empty()));
        return env.getStreamGraph();
    }

    private static List<String> frozen() throws IOException {
        try (InputStream uids = UidsTest.class.getResourceAsStream("uids.txt")) {
            return new String(uids.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .sorted()
                    .toList();
        }
    }
}
