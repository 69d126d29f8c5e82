package io.poeem.ops.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a JobManager left of jobs that ended: how, in case it is gone before somebody asked. */
final class JobArchive {

    private static final Logger LOG = LoggerFactory.getLogger(JobArchive.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    JobArchive(Path directory) {
        this.directory = directory;
    }

    /** The job with its state, as {@link FlinkRest#job} has it; empty when it is not known to have ended. */
    Optional<JsonNode> job(String id) {
        return page(id, "/jobs/" + id);
    }

    /** As {@link FlinkRest#checkpoints} has them. */
    Optional<JsonNode> checkpoints(String id) {
        return page(id, "/jobs/" + id + "/checkpoints");
    }

    private Optional<JsonNode> page(String job, String path) {
        Path file = directory.resolve(job);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            for (JsonNode page : JSON.readTree(file.toFile()).path("archive")) {
                if (page.path("path").asText().equals(path)) {
                    return Optional.of(JSON.readTree(page.path("json").asText()));
                }
            }
        } catch (IOException e) { // half written, when the JobManager was killed: as if it had not ended
            LOG.warn("{} cannot be read", file, e);
        }
        return Optional.empty();
    }
}
