package io.poeem.job.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.flink.configuration.YamlParserUtils;

/** Reads settings from a file: YAML where the name ends in .yaml or .yml, Java properties otherwise. */
public final class SettingsFile {

    private SettingsFile() {}

    /**
     * @throws OptionException if the file cannot be read
     */
    public static Map<String, String> read(Path file) {
        try {
            String name = file.getFileName().toString();
            return name.endsWith(".yaml") || name.endsWith(".yml") ? yaml(file) : properties(file);
        } catch (IOException | RuntimeException e) {
            throw new OptionException(
                    "The settings file \"" + file + "\" cannot be read: " + e
                            + ". Name a readable file of key=value lines, or of YAML.",
                    e);
        }
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(key -> settings.put(key, properties.getProperty(key).trim()));
        return settings;
    }

    private static Map<String, String> yaml(Path file) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            flatten("", YamlParserUtils.loadYamlFile(file.toFile()), settings);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return settings;
    }

    private static void flatten(String prefix, Map<?, ?> tree, Map<String, String> settings) {
        tree.forEach((name, value) -> {
            String key = prefix + name;
            if (value instanceof Map<?, ?> branch) {
                flatten(key + ".", branch, settings);
            } else if (value instanceof Collection<?> list) {
                settings.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
            } else {
                settings.put(key, value == null ? "" : String.valueOf(value));
            }
        });
    }
}
