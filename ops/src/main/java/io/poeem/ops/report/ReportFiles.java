package io.poeem.ops.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
            Files.createDirectories(directory);
            write(directory.resolve("report.json"), json(report) + "\n");
            write(directory.resolve("report.html"), HtmlReport.page(report, title));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report to " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, text.getBytes(StandardCharsets.UTF_8));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
