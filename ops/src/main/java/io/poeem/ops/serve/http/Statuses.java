package io.poeem.ops.serve.http;

import org.eclipse.jetty.http.HttpStatus;

/** What a status of HTTP means, in words. */
final class Statuses {

    private Statuses() {}

    static String title(int status) {
        String title = HttpStatus.getMessage(status);
        return title == null ? "Status " + status : title;
    }
}
