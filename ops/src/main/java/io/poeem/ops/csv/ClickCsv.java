package io.poeem.ops.csv;

import io.poeem.job.decode.ClickDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Clicks of a CSV file in the file's order: columns timestamp_ms, user_id, item_id by header.
 *
 * <p>Bad lines go to a consumer as they are met; {@link #next()} returns good ones only.
 */
public final class ClickCsv implements AutoCloseable {

    private final InputFile file;
    private final CsvLine csv = new CsvLine();
    private final Consumer<BadLine> bad;
    private final Header header;
    private final int time;
    private final int user;
    private final int item;
    private final int weight;
    private final int[] context;

    /** @throws FileFault when the file cannot be read or lacks a column */
    public ClickCsv(Path path, ClickColumns columns, Consumer<BadLine> bad) {
        this.file = InputFile.open(path);
        this.bad = bad;
        try {
            this.header = Header.read(file, csv);
            this.time = header.require("timestamp_ms");
            this.user = header.require("user_id");
            this.item = header.require("item_id");
            this.weight = columns.weight().map(header::require).orElseGet(() -> header.find("weight"));
            this.context = columns.context().stream().mapToInt(header::require).toArray();
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The next good click, or null at the end. */
    public ClickRow next() {
        for (Line line = file.next(); line != null; line = file.next()) {
            if (line.text().isEmpty() && !line.isFaulty()) {
                continue; // an empty line holds no click
            }
            try {
                return click(line);
            } catch (BadValue e) {
                bad.accept(new BadLine(line.number(), e.getMessage()));
            }
        }
        return null;
    }

    /** Share of the file that was read, 0 to 1. */
    public double progress() {
        try {
            return file.bytesRead() / (double) Math.max(1, Files.size(file.path()));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private ClickRow click(Line line) throws BadValue {
        String[] row = columns(line);
        return new ClickRow(
                line.number(),
                time(row[time]),
                id("user_id", row[user]),
                id("item_id", row[item]),
                weight(row),
                context(row));
    }

    private String[] columns(Line line) throws BadValue {
        if (line.isFaulty()) {
            throw new BadValue(line.fault());
        }
        String[] row;
        try {
            row = csv.split(line.text());
        } catch (IOException e) {
            throw new BadValue("is no CSV: " + BadLine.shown(line.text()));
        }
        if (row.length != header.size()) {
            throw new BadValue("has " + row.length + " columns where the header has " + header.size());
        }
        return row;
    }

    private static long time(String value) throws BadValue {
        try {
            long time = Long.parseLong(value.trim());
            if (time >= 0) {
                return time;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new BadValue("has timestamp_ms " + BadLine.shown(value) + ", which is no time in ms since 1970");
    }

    private static String id(String column, String value) throws BadValue {
        if (value.isEmpty()) {
            throw new BadValue("has an empty " + column);
        }
        return value;
    }

    private float weight(String[] row) throws BadValue {
        if (weight < 0) {
            return 1;
        }
        try {
            float w = Float.parseFloat(row[weight].trim());
            if (w >= 0 && w <= ClickDecoder.MAX_WEIGHT) {
                return w;
            }
        } catch (NumberFormatException e) {
            // named below
        }
        throw new BadValue("has " + header.names().get(weight) + " " + BadLine.shown(row[weight])
                + ", which is no weight: a number from 0 to 1000000");
    }

    private List<String> context(String[] row) {
        List<String> tokens = new ArrayList<>(context.length);
        for (int column : context) {
            if (!row[column].isEmpty()) {
                tokens.add(header.names().get(column) + "=" + row[column]);
            }
        }
        return tokens;
    }

    /** What is wrong with a line; never leaves this class. */
    private static final class BadValue extends Exception {
        BadValue(String message) {
            super(message, null, false, false);
        }
    }
}
