package io.poeem.ops.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report; each file appears whole or not at all. */
public final class ReportFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFiles() {}

    /** The report as JSON, indented. */
    public static String json(Report report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /**
     * {@code report.json} and {@code report.html} into a directory, made when missing.
     *
     * @param title of the page
     */
    public static void write(Report report, String title, Path directory) {
        try {
            WholeFile.write(directory.resolve("report.json"), json(report) + "\n");
            WholeFile.write(
                    directory.resolve("report.html"),
                    HtmlPage.of("io/poeem/ops/report/report.html", title, json(report)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report to " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes the directory, and finds out at the beginning of long work whether a report can be written there at its end.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static void tryOut(Path directory) {
        try {
            Files.createDirectories(directory);
            Path probe = directory.resolve("report.json.part");
            Files.write(probe, new byte[0]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot write to " + directory.toAbsolutePath() + "; name another directory by --out", e);
        }
    }
}
