package io.poeem.ops.serve.api;

import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Asked;
import io.poeem.ops.serve.http.Endpoint;
import io.poeem.ops.serve.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The page and what it needs, out of the jar: a fixed list, so that no path can lead elsewhere. */
final class Assets {

    private static final String OURS = "io/poeem/ops/serve/";
    private static final String UPLOT = "META-INF/resources/webjars/uplot/%s/dist/%s";
    private static final String UPLOT_POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Assets() {}

    static List<Route> routes() {
        String uplot = uplotVersion();
        return List.of(
                of("/", "text/html; charset=utf-8", OURS + "index.html"),
                of("/page.css", "text/css; charset=utf-8", OURS + "page.css"),
                of("/page.js", "text/javascript; charset=utf-8", OURS + "page.js"),
                of("/charts.js", "text/javascript; charset=utf-8", OURS + "charts.js"),
                of("/icon.svg", "image/svg+xml", OURS + "icon.svg"),
                of("/uplot.css", "text/css; charset=utf-8", UPLOT.formatted(uplot, "uPlot.min.css")),
                of("/uplot.js", "text/javascript; charset=utf-8", UPLOT.formatted(uplot, "uPlot.iife.min.js")),
                of("/openapi.json", "application/json", OURS + "openapi.json"));
    }

    private static Route of(String path, String type, String resource) {
        byte[] bytes = bytes(resource);
        String tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 8) + "\"";
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        Answer whole = new Answer(200, type, bytes, headers);
        Answer unchanged = new Answer(304, type, new byte[0], headers);
        return Route.open(path, new Endpoint() {
            @Override
            public Answer answer(Asked asked) {
                return asked.ifNoneMatch().equals(tag) ? unchanged : whole;
            }
        });
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

    private static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        return in;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
