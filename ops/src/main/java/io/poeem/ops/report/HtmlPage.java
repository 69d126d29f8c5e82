package io.poeem.ops.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A page that needs no other file and no network: data, charts' library and style are in it. */
public final class HtmlPage {

    private static final String UPLOT = "META-INF/resources/webjars/uplot/%s/dist/%s";
    private static final String UPLOT_POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private HtmlPage() {}

    /**
     * Fills a template in.
     *
     * @param template resource with the places title, uplot.css, uplot.js and report, each in double braces
     * @param json what the template's script reads
     */
    public static String of(String template, String title, String json) {
        String version = uplotVersion();
        return resource(template)
                .replace("{{title}}", escaped(title))
                .replace("{{uplot.css}}", resource(UPLOT.formatted(version, "uPlot.min.css")))
                .replace("{{uplot.js}}", resource(UPLOT.formatted(version, "uPlot.iife.min.js")))
                .replace("{{report}}", json.replace("<", "\\u003c"));
    }

    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream in = open(UPLOT_POM)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + UPLOT_POM, e);
        }
        return properties.getProperty("version");
    }

    private static String resource(String path) {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = HtmlPage.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return in;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
