package io.poeem.ops.serve.api;

import io.poeem.ops.asset.Asset;
import io.poeem.ops.serve.http.Answer;
import io.poeem.ops.serve.http.Route;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The page and what it needs, out of the jar: a fixed list, so that no path can lead elsewhere. */
final class Assets {

    private static final String OURS = "io/poeem/ops/serve/";

    private Assets() {}

    static List<Route> routes() {
        return List.of(
                of("/", "text/html; charset=utf-8", OURS + "index.html"),
                of("/page.css", "text/css; charset=utf-8", OURS + "page.css"),
                of("/page.js", "text/javascript; charset=utf-8", OURS + "page.js"),
                of("/charts.js", "text/javascript; charset=utf-8", OURS + "charts.js"),
                of("/icon.svg", "image/svg+xml", OURS + "icon.svg"),
                of("/uplot.css", "text/css; charset=utf-8", Asset.uplotCss()),
                of("/uplot.js", "text/javascript; charset=utf-8", Asset.uplotJs()),
                of("/openapi.json", "application/json", OURS + "openapi.json"));
    }

    private static Route of(String path, String type, String resource) {
        byte[] bytes = Asset.bytes(resource);
        String tag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 8) + "\"";
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        Answer whole = new Answer(200, type, bytes, headers);
        Answer unchanged = new Answer(304, type, new byte[0], headers);
        return Route.open(path, asked -> asked.ifNoneMatch().equals(tag) ? unchanged : whole);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
