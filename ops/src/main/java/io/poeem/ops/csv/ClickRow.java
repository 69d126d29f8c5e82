package io.poeem.ops.csv;

import java.util.List;

/**
 * One click of a file.
 *
 * @param line its number in the file, the header being line 1
 * @param eventTime ms since the epoch, not negative
 * @param user not empty
 * @param item not empty
 * @param weight finite
 * @param context tokens {@code column=value}
 */
public record ClickRow(long line, long eventTime, String user, String item, float weight, List<String> context) {}
