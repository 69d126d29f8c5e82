package io.poeem.job.options;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a command line: {@code --config FILE}, {@code --set key=value}, {@code --bootstrap host:port}, each as often as
 * wanted, {@code --config=FILE} as well. What is set goes before what a file says; of two, the later.
 */
public final class JobArguments {

    private final Map<String, String> fromFiles = new LinkedHashMap<>();
    private final Map<String, String> set = new LinkedHashMap<>();

    private JobArguments() {}

    /**
     * @throws OptionException for an argument, a file, a key or a value that cannot be used
     */
    public static JobOptions parse(String... args) {
        JobArguments arguments = new JobArguments();
        for (int i = 0; i < args.length; i++) {
            String[] nameAndValue = args[i].split("=", 2);
            boolean joined = args[i].startsWith("--") && nameAndValue.length == 2;
            if (!joined && i + 1 == args.length) {
                throw new OptionException("Argument \"" + args[i] + "\" lacks its value. " + usage());
            }
            arguments.take(nameAndValue[0], joined ? nameAndValue[1] : args[++i]);
        }
        Map<String, String> all = new LinkedHashMap<>(arguments.fromFiles);
        all.putAll(arguments.set);
        return JobOptions.of(all);
    }

    private void take(String name, String value) {
        switch (name) {
            case "--config" -> fromFiles.putAll(SettingsFile.read(Path.of(value)));
            case "--set" -> assign(value);
            case "--bootstrap" -> set.put(KafkaOptions.BOOTSTRAP.key(), value);
            default -> throw new OptionException("Unknown argument \"" + name + "\". " + usage());
        }
    }

    private void assign(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new OptionException("--set takes key=value, not \"" + assignment + "\".");
        }
        set.put(
                assignment.substring(0, equals).trim(),
                assignment.substring(equals + 1).trim());
    }

    private static String usage() {
        return "The job takes --bootstrap HOST:PORT, --config FILE and --set KEY=VALUE.";
    }
}
