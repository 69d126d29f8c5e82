package io.poeem.ops.report;

import io.poeem.ops.asset.Asset;

/** A page that needs no other file and no network: data, charts' library and style are in it. */
public final class HtmlPage {

    private HtmlPage() {}

    /**
     * Fills a template in.
     *
     * @param template resource with the places title, uplot.css, uplot.js and report, each in double braces
     * @param json what the template's script reads
     */
    public static String of(String template, String title, String json) {
        return Asset.text(template)
                .replace("{{title}}", escaped(title))
                .replace("{{uplot.css}}", Asset.text(Asset.uplotCss()))
                .replace("{{uplot.js}}", Asset.text(Asset.uplotJs()))
                .replace("{{report}}", json.replace("<", "\\u003c"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
