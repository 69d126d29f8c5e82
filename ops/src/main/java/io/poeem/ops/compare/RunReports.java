package io.poeem.ops.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads reports. */
public final class RunReports {

    private static final String REPORT = "report.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunReports() {}

    /**
     * A run.
     *
     * @param label the directory that its report is in, as short as it is clear
     * @param report the whole of it
     */
    public record Run(String label, JsonNode report) {}

    /**
     * Of every directory its report, or, where it has none, those of the directories in it, by name.
     *
     * @throws CompareException for a directory without a report, and for a report that cannot be read
     */
    public static List<Run> in(List<Path> directories) {
        List<Run> runs = new ArrayList<>();
        for (Path directory : directories) {
            List<Path> found = found(directory);
            if (found.isEmpty()) {
                throw new CompareException("There is no " + REPORT + " in " + directory
                        + " or in a directory in it; name directories that replay has written");
            }
            found.forEach(one -> runs.add(new Run(label(directory, one), read(one.resolve(REPORT)))));
        }
        return runs;
    }

    private static List<Path> found(Path directory) {
        if (Files.isRegularFile(directory.resolve(REPORT))) {
            return List.of(directory);
        }
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> in = Files.list(directory)) {
            return in.filter(one -> Files.isRegularFile(one.resolve(REPORT)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CompareException("Cannot look into " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String label(Path given, Path found) {
        return given.equals(found)
                ? given.toString()
                : String.valueOf(given.relativize(found).getFileName());
    }

    private static JsonNode read(Path file) {
        try {
            JsonNode report = JSON.readTree(file.toFile());
            if (report.isObject()) {
                return report;
            }
        } catch (IOException e) {
            throw new CompareException(file + " is no report: " + e.getMessage(), e);
        }
        throw new CompareException(file + " is no report: it holds no JSON object");
    }
}
