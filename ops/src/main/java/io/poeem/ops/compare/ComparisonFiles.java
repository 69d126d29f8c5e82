package io.poeem.ops.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.poeem.ops.report.HtmlPage;
import io.poeem.ops.report.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A comparison as JSON, and as a page: the table, and the runs' curves over each other. */
public final class ComparisonFiles {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ComparisonFiles() {}

    public static String json(Comparison comparison) {
        try {
            return JSON.writeValueAsString(comparison);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** One file that needs no other and no network. */
    public static void page(Comparison comparison, String title, Path file) {
        try {
            WholeFile.write(file, HtmlPage.of("io/poeem/ops/compare/compare.html", title, json(comparison)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
