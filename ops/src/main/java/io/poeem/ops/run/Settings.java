package io.poeem.ops.run;

import io.poeem.job.options.JobArguments;
import io.poeem.job.options.JobOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /**
     * @param weak what the run would like, unless set otherwise
     * @param firm what the run decides
     * @throws io.poeem.job.options.OptionException for a key or a value that cannot be used
     */
    public JobOptions with(Map<String, String> weak, Map<String, String> firm) {
        List<String> arguments = new ArrayList<>();
        config.ifPresent(file -> arguments.addAll(List.of("--config", file.toString())));
        set.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
        // Asks for the keys that were given: a weak setting must not go before a file's.
        Map<String, String> given =
                JobArguments.parse(arguments.toArray(String[]::new)).shown();
        List<String> all = new ArrayList<>();
        weak.forEach((key, value) -> {
            if (!given.containsKey(key)) {
                all.addAll(List.of("--set", key + "=" + value));
            }
        });
        all.addAll(arguments);
        firm.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return JobArguments.parse(all.toArray(String[]::new));
    }
}
