package io.poeem.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientFailureTest {

    @Test
    void aCauseOfOursIsToldWithoutItsClass() {
        assertThat(ClientFailure.reason(List.of(
                        "org.apache.flink.client.program.ProgramInvocationException: The main method caused an error",
                        "Caused by: io.poeem.job.preflight.PreflightException: Missing topics: a. Create them.",
                        "\tat x",
                        "Caused by: java.util.concurrent.TimeoutException: late")))
                .isEqualTo("Missing topics: a. Create them.");
    }

    @Test
    void otherwiseTheInnermostCauseIsTold() {
        assertThat(ClientFailure.reason(List.of("Failed", "Caused by: a.B: one", "Caused by: a.C: two", "\tat x")))
                .isEqualTo("a.C: two");
    }

    @Test
    void withoutAnyCauseTheLastLineIs() {
        assertThat(ClientFailure.reason(List.of("one", " two ", ""))).isEqualTo("two");
        assertThat(ClientFailure.reason(List.of())).isEqualTo("it said nothing");
    }
}
