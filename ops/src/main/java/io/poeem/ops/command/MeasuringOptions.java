package io.poeem.ops.command;

import io.poeem.ops.evaluate.Measures;
import io.poeem.ops.evaluate.Staleness;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What an evaluation measures besides the served versions: all that costs time can be left out. */
final class MeasuringOptions {

    @Option(
            names = "--no-baselines",
            description = "Leave out last hour, decayed popularity and co-visitation, which learn from every click.")
    private boolean noBaselines;

    @Option(
            names = "--staleness",
            paramLabel = "AGES",
            defaultValue = "1h,6h,24h",
            description = "Also ask versions so much older, hours or none (default: ${DEFAULT-VALUE}).")
    private String staleness;

    @Option(
            names = "--rebuild",
            paramLabel = "N",
            defaultValue = "8",
            description = {
                "At so many versions, compare with indexes built afterwards on the same embeddings (default:",
                "${DEFAULT-VALUE}; 0: none). Needs publish.vectors."
            })
    private int rebuild;

    /** @throws IllegalArgumentException for an age that is none, or a number of versions below 0 */
    Measures measures() {
        return new Measures(!noBaselines, ages(), rebuild);
    }

    private List<Staleness> ages() {
        return staleness.equals("none")
                ? List.of()
                : Stream.of(staleness.split(",")).map(Staleness::parse).toList();
    }
}
