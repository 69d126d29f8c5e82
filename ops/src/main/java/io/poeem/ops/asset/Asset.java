package io.poeem.ops.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A file out of the class path: one of ours, or of the library of charts. */
public final class Asset {

    private static final String UPLOT = "META-INF/resources/webjars/uplot/%s/dist/%s";
    private static final String UPLOT_POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Asset() {}

    /** @throws IllegalStateException if it is not there */
    public static byte[] bytes(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    /** As {@link #bytes}, of UTF-8. */
    public static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** Where the style of uPlot's charts is. */
    public static String uplotCss() {
        return uplot("uPlot.min.css");
    }

    /** Where uPlot is, as a script that defines {@code uPlot}. */
    public static String uplotJs() {
        return uplot("uPlot.iife.min.js");
    }

    private static String uplot(String file) {
        Properties properties = new Properties();
        try (InputStream in = open(UPLOT_POM)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + UPLOT_POM, e);
        }
        return UPLOT.formatted(properties.getProperty("version"), file);
    }

    private static InputStream open(String path) {
        InputStream in = Asset.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return in;
    }
}
