package io.poeem.ops.csv;

/**
 * One line of a text file.
 *
 * @param number counted from 1, the header included
 * @param text without its end of line; empty when there is a fault
 * @param fault why the line cannot be read, or null
 */
record Line(long number, String text, String fault) {

    boolean isFaulty() {
        return fault != null;
    }
}
