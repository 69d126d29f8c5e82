package io.poeem.ops.run;

import io.poeem.job.options.JobOptions;
import io.poeem.ops.evaluate.ClickLog;
import io.poeem.ops.evaluate.LogRange;
import io.poeem.ops.evaluate.Setting;
import io.poeem.ops.range.Window;

/** What must hold of a topic's clicks before anything is trained on them. */
final class TopicClicks {

    private TopicClicks() {}

    /**
     * Reads the topic once, where not all of it is evaluated.
     *
     * @param range what the run reads
     * @throws RunException when the evaluated window names other partitions than the topic has, or holds none of its clicks
     */
    static void requireSome(Plan plan, JobOptions options, LogRange range) {
        Window evaluated = plan.evaluated();
        if (evaluated.isAll()) {
            return;
        }
        try {
            evaluated.requirePartitions(
                    "the topic " + options.topics().clicks(), range.ends().keySet());
        } catch (IllegalArgumentException e) {
            throw new RunException(e.getMessage(), e);
        }
        ClickLog log = new Setting(options, plan.search(), plan.users(), evaluated, plan.measures())
                .clicks()
                .read(options.fromOffsets(), options.untilOffsets());
        if (log.clicks().stream().noneMatch(click -> click.isIn(evaluated))) {
            throw new RunException("There is nothing to evaluate: none of the "
                    + log.clicks().size() + " clicks that are read lies " + evaluated);
        }
    }
}
