package io.poeem.ops.run;

import java.util.Optional;

/** What a run says before it begins: what it reads, and that it writes under its own names only. */
final class RunNotice {

    private RunNotice() {}

    static String of(Plan plan, String bootstrap) {
        String name = plan.namespace();
        String where =
                plan.bootstrap().isPresent() ? "at " + bootstrap : "on a Kafka of this run's own, gone afterwards";
        return "Namespace " + name + " " + where
                + ": every topic, group and transaction that is written begins with it. " + reads(plan.input());
    }

    private static String reads(Input input) {
        String range = input.range().isAll() ? "" : ", " + input.range();
        if (input instanceof Input.Topic topic) {
            return "Only read: topic " + topic.name() + range
                    + topic.items().map(items -> ", topic " + items).orElse("") + ".";
        }
        return "Read: " + ((Input.Csv) input).file() + range + ".";
    }

    /** What of the log is evaluated, when that is not all. */
    static Optional<String> evaluated(Plan plan) {
        return plan.evaluated().isAll()
                ? Optional.empty()
                : Optional.of("Trained is from the beginning; evaluated are the clicks " + plan.evaluated() + ".");
    }
}
