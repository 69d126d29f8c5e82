package io.poeem.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The job image's Dockerfile: no engine is here that could build it, but who runs what can be read. */
class DockerfileTest {

    private static final List<String> STEPS = new Repository()
            .text("ops/image/Dockerfile")
            .lines()
            .filter(line -> line.matches("[A-Z]+ .*"))
            .toList();

    /** The official image ends as a user who may not make a directory in the root. */
    @Test
    void whatIsRunWhileItIsBuiltIsRunByRoot() {
        String user = "flink";
        for (String step : STEPS) {
            user = step.startsWith("USER ") ? step.substring("USER ".length()) : user;
            if (step.startsWith("RUN ")) {
                assertThat(user).as(step).isEqualTo("root");
            }
        }
    }

    @Test
    void whatIsRunAfterwardsIsNot() {
        assertThat(STEPS.stream().filter(step -> step.startsWith("USER ")).reduce((first, last) -> last))
                .contains("USER 9999");
    }
}
