package io.poeem.ops.csv;

/**
 * A line that is no record.
 *
 * @param line its number in the file, the header being line 1
 * @param reason what is wrong with it, naming the value
 */
public record BadLine(long line, String reason) {

    private static final int SHOWN = 60;

    @Override
    public String toString() {
        return "line " + line + " " + reason;
    }

    /** A value as it may be shown: quoted and cut. */
    static String shown(String value) {
        String cut = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
        return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
