package io.poeem.ops.run;

import io.poeem.job.options.JobArguments;
import io.poeem.job.options.JobOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the job as they were given, before those that a run decides itself.
 *
 * @param config a file of settings
 * @param set {@code key=value}, which go before the file's
 */
public record Settings(Optional<Path> config, List<String> set) {

    public Settings {
        set = List.copyOf(set);
    }

    /** These, and more that go before them. */
    public Settings and(List<String> assignments) {
        List<String> all = new ArrayList<>(set);
        all.addAll(assignments);
        return new Settings(config, all);
    }

    /**
     * @param weak what the run would like, unless set otherwise
     * @param firm what the run decides
     * @throws io.poeem.job.options.OptionException for a key or a value that cannot be used
     */
    public JobOptions with(Map<String, String> weak, Map<String, String> firm) {
        List<String> arguments = arguments();
        Set<String> given = given(); // a weak setting must not go before a file's
        List<String> all = new ArrayList<>();
        weak.forEach((key, value) -> {
            if (!given.contains(key)) {
                all.addAll(List.of("--set", key + "=" + value));
            }
        });
        all.addAll(arguments);
        firm.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return JobArguments.parse(all.toArray(String[]::new));
    }

    /** Keys of what was set, by the file, by hand, or by a preset that these name. */
    public Set<String> given() {
        return JobArguments.parse(arguments().toArray(String[]::new)).shown().keySet();
    }

    /** The job's command line. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        config.ifPresent(file -> arguments.addAll(List.of("--config", file.toString())));
        set.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
        return arguments;
    }
}
