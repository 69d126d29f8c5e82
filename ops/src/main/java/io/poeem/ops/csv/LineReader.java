package io.poeem.ops.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Lines of a UTF-8 stream, one at a time, in bounded memory.
 *
 * <p>A line longer than {@link #MAX_BYTES} or with bytes that are not UTF-8 becomes a faulty line and reading goes on
 * behind its end: no line can swallow the next.
 */
final class LineReader {

    /** Longest line, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private final InputStream in;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[256];
    private long number;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end. */
    Line next() throws IOException {
        int length = 0;
        boolean tooLong = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int n = end - position;
            tooLong |= length + n > MAX_BYTES;
            if (!tooLong) {
                length = append(length, n);
            }
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (complete) {
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        return tooLong ? new Line(number, "", "is longer than " + MAX_BYTES + " bytes") : decode(length);
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private int append(int length, int n) {
        if (length + n > line.length) {
            line = java.util.Arrays.copyOf(line, Math.min(MAX_BYTES, Math.max(length + n, 2 * line.length)));
        }
        System.arraycopy(buffer, position, line, length, n);
        return length + n;
    }

    private Line decode(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        try {
            String text = utf8.decode(ByteBuffer.wrap(line, 0, end)).toString();
            boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == '\uFEFF';
            return new Line(number, marked ? text.substring(1) : text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, "", "is not UTF-8");
        }
    }
}
