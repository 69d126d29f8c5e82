package io.poeem.ops.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What of the log was read and evaluated, as it was given; null where it was not.
 *
 * @param from where training began
 * @param to where training stopped
 * @param warmUpUntil where evaluation began
 * @param evaluateUntil where it stopped
 * @param clicks that lie within what was evaluated, whether or not they could be asked for
 */
@JsonPropertyOrder({"from", "to", "warm_up_until", "evaluate_until", "clicks"})
public record ReportWindow(
        String from,
        String to,
        @JsonProperty("warm_up_until") String warmUpUntil,
        @JsonProperty("evaluate_until") String evaluateUntil,
        long clicks) {}
