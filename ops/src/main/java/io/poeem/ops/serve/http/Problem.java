package io.poeem.ops.serve.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * What went wrong with a request, as RFC 9457 has it, and apart from the sentence what it is about, for programs to read.
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title what the status means
 * @param status of HTTP
 * @param detail a sentence: the thing, its value, the limit, the remedy
 * @param thing what was at fault, such as {@code k}; null if it has no name
 * @param value the value it had; null if that does not help
 * @param limit the value it may have; null if there is none
 */
@JsonInclude(Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String thing, String value, String limit) {

    private static final int SHOWN = 80;

    /** A problem that one sentence tells. */
    public static Problem of(int status, String detail) {
        return new Problem("about:blank", Statuses.title(status), status, detail, null, null, null);
    }

    /** A value that may not be. */
    public static Problem beyond(int status, String thing, Object value, Object limit, String remedy) {
        String shown = shown(value.toString());
        String detail = thing + " is " + shown + ", but must be " + limit + "; " + remedy;
        return new Problem("about:blank", Statuses.title(status), status, detail, thing, shown, limit.toString());
    }

    /** Cut, so that an answer never grows with what was asked. */
    public static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
