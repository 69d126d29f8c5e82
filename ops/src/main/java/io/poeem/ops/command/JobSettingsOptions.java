package io.poeem.ops.command;

import io.poeem.ops.run.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the commands that run the job. */
final class JobSettingsOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the job; may be repeated. docs/options.md lists them.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "File of options of the job; --set goes before it.")
    private Path config;

    Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /** {@code key=value}. */
    List<String> set() {
        return set;
    }

    Settings settings() {
        return new Settings(config(), set);
    }
}
